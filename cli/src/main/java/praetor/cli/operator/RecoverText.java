package praetor.cli.operator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import praetor.agent.recovery.GroupServer;
import praetor.agent.recovery.RecoveryPlan;
import praetor.agent.recovery.ServersFile;
import praetor.agent.recovery.StoppedServer;
import praetor.agent.recovery.Survivor;
import praetor.cli.command.Table;
import praetor.client.Member;
import praetor.client.RaftServer;

/** What {@code operator raft recover} says to a person who was woken by it. */
final class RecoverText {

  private static final String ALIVE = "alive";

  private RecoverText() {}

  /** What a running agent knows, and what follows from it. */
  static String online(List<RaftServer> servers, List<Member> members, String leader) {
    Map<String, String> status =
        members.stream()
            .filter(member -> member.tags().containsKey("id"))
            .collect(
                Collectors.toMap(
                    member -> member.tags().get("id"), Member::statusName, (a, _) -> a));
    var table = new Table().row("Node", "ID", "Address", "Voter", "Gossip");
    for (var server : servers) {
      table.row(
          server.node(),
          server.id(),
          server.address(),
          String.valueOf(server.voter()),
          status.getOrDefault(server.id(), "unknown"));
    }
    long voters = servers.stream().filter(RaftServer::voter).count();
    var alive =
        servers.stream()
            .filter(server -> server.voter() && ALIVE.equals(status.get(server.id())))
            .toList();
    return table.text() + "\n" + judged(alive, voters, leader);
  }

  private static String judged(List<RaftServer> alive, long voters, String leader) {
    if (!leader.isEmpty()) {
      return "There is a leader, at " + leader + ": nothing has to be recovered.\n";
    }
    long needed = RecoveryPlan.majority(voters);
    if (voters == 0) {
      return "This server knows of no group: it waits for others to begin one with.\n";
    }
    if (alive.size() >= needed) {
      return """
      There is no leader, but %d of %d voters are alive, and %d are enough. Wait a minute. If that
      does not help, see in their logs whether they reach each other's server port.
      """
          .formatted(alive.size(), voters, needed);
    }
    return """
    There is no leader: %d of %d voters %s alive, and %d are needed.

    If the others come back with their data, start them: nothing else has to be done.
    If they are lost for good, on each server that is left: stop its agent, and see what it knows with
        praetor operator raft recover -data-dir=DIR
    """
        .formatted(alive.size(), voters, alive.size() == 1 ? "is" : "are", needed);
  }

  /** What a stopped server has. */
  static String survivor(Survivor survivor, Path dataDirectory, List<GroupServer> waiting) {
    var text =
        """
        Server          %s
        ID              %s
        Data directory  %s (no agent runs on it)
        Log             entries %d to %d, the last of term %d
        Snapshot        %s
        """
            .formatted(
                survivor.title(),
                survivor.id(),
                dataDirectory,
                survivor.firstIndex(),
                survivor.lastIndex(),
                survivor.lastTerm(),
                survivor.snapshotIndex() == 0 ? "none" : "up to entry " + survivor.snapshotIndex());
    return text
        + (waiting.isEmpty()
            ? "\n"
            : "peers.json      is there already, and names " + names(waiting) + "\n\n");
  }

  /** Who takes part, and whose logs were compared. */
  static String group(List<Survivor> survivors) {
    var group = RecoveryPlan.group(survivors);
    var table = new Table().row("Node", "ID", "Address", "Voter", "Last Log");
    for (var server : group) {
      table.row(
          server.node().isEmpty() ? "(unknown)" : server.node(),
          server.id(),
          server.address().isEmpty() ? "(unknown)" : server.address(),
          String.valueOf(!server.nonVoter()),
          lastLog(server, survivors));
    }
    long voters = RecoveryPlan.voters(group);
    return table.text()
        + "\nOf %d voters %d are needed to elect a leader.\n"
            .formatted(voters, RecoveryPlan.majority(voters))
        + newest(survivors);
  }

  private static String lastLog(GroupServer server, List<Survivor> survivors) {
    return survivors.stream()
        .filter(survivor -> survivor.id().equals(server.id()))
        .findFirst()
        .map(survivor -> "entry " + survivor.lastIndex() + " of term " + survivor.lastTerm())
        .orElse("-");
  }

  private static String newest(List<Survivor> survivors) {
    if (survivors.size() < 2) {
      return "";
    }
    var newest = survivors.stream().max(Survivor.BY_LOG).orElseThrow();
    var equal = survivors.stream().filter(s -> Survivor.BY_LOG.compare(s, newest) == 0).toList();
    return equal.size() == survivors.size()
        ? "Their logs are equally new.\n"
        : "The newest log is that of "
            + String.join(" and ", equal.stream().map(Survivor::title).toList())
            + ".\n";
  }

  /** What to type next, when nobody was named to keep. */
  static String howToGoOn(List<Survivor> survivors, List<String> dataDirs) {
    var words = new ArrayList<String>();
    dataDirs.forEach(folder -> words.add("-data-dir=" + folder));
    survivors.forEach(survivor -> words.add("-keep=" + survivor.title()));
    return """

    Nothing was changed. If a majority can still be started with its data, do that instead.
    To go on with %s alone:
        praetor operator raft recover %s
    If more servers are left, stop them too, and name each with another -keep. To see whose log is the
    newest, run this with -format=json on each, and give the files to one of them as arguments.
    """
        .formatted(
            String.join(" and ", survivors.stream().map(Survivor::title).toList()),
            String.join(" ", words));
  }

  /** What is about to be done. */
  static String plan(RecoveryPlan plan, List<StoppedServer> stopped) {
    var text = new StringBuilder();
    text.append("\nFrom their next start on the group is ").append(names(plan.kept()));
    text.append(plan.lost().isEmpty() ? "" : ", without " + names(plan.lost())).append(".\n");
    text.append("What only lost servers knew is lost.\n");
    stopped.forEach(server -> text.append("\n").append(server.peersFile()).append(":\n"));
    return text.append(ServersFile.text(plan.kept())).append('\n').toString();
  }

  /** What a person does next. */
  static String afterwards(RecoveryPlan plan, List<Survivor> own) {
    var steps = new ArrayList<String>();
    var elsewhere =
        plan.kept().stream()
            .filter(server -> own.stream().noneMatch(s -> s.id().equals(server.id())))
            .toList();
    if (!elsewhere.isEmpty()) {
      steps.add(
          "On %s: stop the agent and run there, with its own directory,\n     praetor operator raft recover -data-dir=DIR %s"
              .formatted(names(elsewhere), keepWords(plan)));
    }
    steps.add(starts(plan));
    steps.add(
        "When there is a leader, each deletes its peers.json. Look with\n     praetor operator raft list-peers");
    if (!plan.lost().isEmpty()) {
      steps.add(
          """
          Never start %s with the old data again: it does not know of this, and
               could make a second group. With an empty data directory it may join as a new server."""
              .formatted(names(plan.lost())));
    }
    var text = new StringBuilder("\nWhat comes next:\n");
    for (int i = 0; i < steps.size(); i++) {
      text.append("  %d. %s\n".formatted(i + 1, steps.get(i)));
    }
    return text.toString();
  }

  private static String starts(RecoveryPlan plan) {
    if (plan.kept().size() == 1) {
      return "Start the agent of " + names(plan.kept()) + " as always.";
    }
    return plan.survivors().size() == 1
        ? "Start the agents of all of them as always, that with the newest log first."
        : "Start the agent of %s first, then the others, as always."
            .formatted(plan.survivors().getFirst().title());
  }

  private static String keepWords(RecoveryPlan plan) {
    return plan.kept().stream()
        .map(server -> "-keep=" + server.title())
        .collect(Collectors.joining(" "));
  }

  /** Servers as people call them: "node1, node2 and node3". */
  static String names(List<GroupServer> servers) {
    var titles = servers.stream().map(GroupServer::title).toList();
    return titles.size() < 2
        ? String.join("", titles)
        : String.join(", ", titles.subList(0, titles.size() - 1)) + " and " + titles.getLast();
  }
}
