package praetor.cli.cluster;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Table;
import praetor.cli.command.Terminal;
import praetor.client.Member;
import praetor.client.Query;
import praetor.model.DecodeException;
import praetor.model.regex.GoRegex;

/** {@code members}: who is in the gossip pool. */
public final class Members implements Command {

  private static final String ALL_SEGMENTS = "_all";
  private static final int NOTHING_FOUND = 2;

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.client(flags).partition(flags);
  private final Flag<Boolean> detailed = flags.bool("detailed", "Print all tags of each member.");
  private final Flag<String> filter = flags.text("filter", "Filter expression.");
  private final Flag<String> segment =
      flags.text("segment", ALL_SEGMENTS, "Only members of this segment (Enterprise).");
  private final Flag<String> status =
      flags.text("status", ".*", "Only members whose status fits this regular expression.");
  private final Flag<Boolean> wan = flags.bool("wan", "List servers of all datacenters.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "members [options]";
  }

  @Override
  public String description() {
    return "Lists the members that the agent knows by gossip. The exit code is 2 when none fits.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    var wanted = pattern();
    List<Member> members;
    try {
      members = http.connect(terminal).members(query());
    } catch (IOException failure) {
      throw new CommandException("Error retrieving members: " + failure.getMessage());
    }
    var shown =
        members.stream()
            .filter(member -> wanted.matches(member.statusName()))
            .sorted(Comparator.comparing(Members::partition).thenComparing(Members::sortKey))
            .toList();
    if (shown.isEmpty()) {
      return NOTHING_FOUND;
    }
    terminal.out().print(detailed.value() ? detailed(shown) : brief(shown));
    return 0;
  }

  private GoRegex pattern() throws CommandException {
    try {
      return GoRegex.compile(status.value());
    } catch (DecodeException malformed) {
      throw new CommandException("Failed to compile status regexp: " + malformed.getMessage());
    }
  }

  private Query query() {
    var query = Query.NONE.and("segment", segment.value());
    query = filter.value().isEmpty() ? query : query.and("filter", filter.value());
    return wan.value() ? query.and("wan", "1") : query;
  }

  private static String sortKey(Member member) {
    return segment(member) + "\0" + member.name();
  }

  private static String brief(List<Member> members) {
    var table =
        new Table()
            .row(
                "Node",
                "Address",
                "Status",
                "Type",
                "Build",
                "Protocol",
                "DC",
                "Partition",
                "Segment");
    for (var member : members) {
      table.row(
          member.name(),
          address(member),
          member.statusName(),
          type(member),
          build(member),
          member.tags().getOrDefault("vsn", ""),
          member.tags().getOrDefault("dc", ""),
          partition(member),
          segment(member));
    }
    return table.text();
  }

  private static String detailed(List<Member> members) {
    var table = new Table().row("Node", "Address", "Status", "Tags");
    for (var member : members) {
      table.row(member.name(), address(member), member.statusName(), tags(member));
    }
    return table.text();
  }

  private static String tags(Member member) {
    Map<String, String> tags = new TreeMap<>(member.tags());
    tags.put("ap", partition(member));
    tags.put("segment", segment(member));
    return tags.entrySet().stream()
        .map(tag -> tag.getKey() + "=" + tag.getValue())
        .collect(Collectors.joining(","));
  }

  private static String address(Member member) {
    var host = member.address();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + member.port();
  }

  private static String type(Member member) {
    return switch (member.tags().getOrDefault("role", "")) {
      case "consul" -> "server";
      case "node" -> "client";
      default -> "unknown";
    };
  }

  /** {@code 1.21.4:abcdef} without the commit. */
  private static String build(Member member) {
    var build = member.tags().getOrDefault("build", "");
    int colon = build.indexOf(':');
    return colon < 0 ? build : build.substring(0, colon);
  }

  private static String partition(Member member) {
    var partition = member.tags().getOrDefault("ap", "");
    return partition.isEmpty() ? "default" : partition;
  }

  private static String segment(Member member) {
    var segment = member.tags().getOrDefault("segment", "");
    if (type(member).equals("server")) {
      return "<all>";
    }
    return segment.isEmpty() ? "<default>" : segment;
  }
}
