package praetor.agent.membership;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A member of a pool that can be asked as a server.
 *
 * @param id its node id
 * @param node its node name, without the datacenter
 * @param address of its server port
 * @param expect how many servers it waits for before the first election; 0 when it waits for none
 */
public record ServerMember(
    String id,
    String node,
    String datacenter,
    InetSocketAddress address,
    int expect,
    boolean bootstrap,
    boolean replica,
    Member.Status status) {
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

  /**
   * Reads a member's tags; empty for agents that are no servers, or whose tags contradict
   * themselves. Source: gossip facts, section 9, observed on Consul 1.21.4.
   */
  public static Optional<ServerMember> of(Member member) {
    var tags = member.tags();
    var port = number(tags.get("port"));
    boolean usable =
        member.isServer()
            && port.isPresent()
            && number(tags.get("vsn")).isPresent()
            && VERSION.matcher(tags.getOrDefault("build", "")).find();
    if (!usable) {
      return Optional.empty();
    }
    var datacenter = tags.getOrDefault("dc", "");
    var suffix = "." + datacenter;
    var name = member.name();
    return Optional.of(
        new ServerMember(
            tags.getOrDefault("id", ""),
            name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name,
            datacenter,
            new InetSocketAddress(InetAddress.ofLiteral(member.address()), port.getAsInt()),
            number(tags.get("expect")).orElse(0),
            tags.containsKey("bootstrap"),
            tags.containsKey("read_replica") || tags.containsKey("nonvoter"),
            member.status()));
  }

  private static OptionalInt number(@Nullable String text) {
    try {
      int number = Integer.parseInt(text == null ? "" : text);
      return number > 0 && number <= 65_535 ? OptionalInt.of(number) : OptionalInt.empty();
    } catch (NumberFormatException _) {
      return OptionalInt.empty();
    }
  }
}
