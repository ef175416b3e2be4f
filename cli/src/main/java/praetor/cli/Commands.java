package praetor.cli;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import praetor.cli.agent.AgentCommand;
import praetor.cli.agent.Validate;
import praetor.cli.agent.Version;
import praetor.cli.catalog.CatalogDatacenters;
import praetor.cli.catalog.CatalogNodes;
import praetor.cli.catalog.CatalogServices;
import praetor.cli.cluster.Info;
import praetor.cli.cluster.Members;
import praetor.cli.cluster.RaftListPeers;
import praetor.cli.command.Command;
import praetor.cli.event.EventCommand;
import praetor.cli.event.ExecCommand;
import praetor.cli.kv.KvDelete;
import praetor.cli.kv.KvExport;
import praetor.cli.kv.KvGet;
import praetor.cli.kv.KvImport;
import praetor.cli.kv.KvPut;
import praetor.cli.lock.LockCommand;
import praetor.cli.watch.WatchCommand;

/**
 * All commands by their words. A new one gets a row in {@link #create}, so that only its own
 * classes are loaded, and a row in {@link #ROWS} for help.
 */
final class Commands {

  /** Words and what they do; groups, too. */
  private static final String[][] ROWS = {
    {"agent", "Runs an agent"},
    {"catalog", "Reads the catalog"},
    {"catalog datacenters", "Lists all known datacenters"},
    {"catalog nodes", "Lists nodes"},
    {"catalog services", "Lists services"},
    {"event", "Fires a user event"},
    {"exec", "Runs a command on many nodes"},
    {"info", "Prints figures of the agent"},
    {"kv", "Reads and writes keys"},
    {"kv delete", "Removes keys"},
    {"kv export", "Prints keys as JSON"},
    {"kv get", "Prints values or keys"},
    {"kv import", "Writes keys from JSON"},
    {"kv put", "Writes a value"},
    {"lock", "Runs a program while holding a lock"},
    {"members", "Lists the members known by gossip"},
    {"operator", "Looks after servers"},
    {"operator raft", "Looks after consensus"},
    {"operator raft list-peers", "Lists the servers that take part in consensus"},
    {"validate", "Checks configuration files"},
    {"version", "Prints the version"},
    {"watch", "Watches for changes"},
  };

  private Commands() {}

  /** A new command for these words; empty for groups and unknown words. */
  static Optional<Command> create(String words) {
    return Optional.ofNullable(
        switch (words) {
          case "agent" -> new AgentCommand(Wiring.AGENT);
          case "catalog datacenters" -> new CatalogDatacenters();
          case "catalog nodes" -> new CatalogNodes();
          case "catalog services" -> new CatalogServices();
          case "event" -> new EventCommand();
          case "exec" -> new ExecCommand();
          case "info" -> new Info();
          case "kv delete" -> new KvDelete();
          case "kv export" -> new KvExport();
          case "kv get" -> new KvGet();
          case "kv import" -> new KvImport();
          case "kv put" -> new KvPut();
          case "lock" -> new LockCommand();
          case "members" -> new Members();
          case "operator raft list-peers" -> new RaftListPeers();
          case "validate" -> new Validate();
          case "version" -> new Version();
          case "watch" -> new WatchCommand();
          default -> null;
        });
  }

  /** Whether commands begin with these words. */
  static boolean isGroup(String words) {
    for (var row : ROWS) {
      if (row[0].startsWith(words + " ")) {
        return true;
      }
    }
    return false;
  }

  /** Names and help of what follows the words of a group; no words mean the top. */
  static Map<String, String> below(String group) {
    var prefix = group.isEmpty() ? "" : group + " ";
    var below = new TreeMap<String, String>();
    for (var row : ROWS) {
      if (row[0].startsWith(prefix) && row[0].indexOf(' ', prefix.length()) < 0) {
        below.put(row[0].substring(prefix.length()), row[1]);
      }
    }
    return below;
  }
}
