package praetor.cli;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import praetor.cli.agent.AgentCommand;
import praetor.cli.agent.Validate;
import praetor.cli.agent.Version;
import praetor.cli.backup.BackupCat;
import praetor.cli.backup.BackupCreate;
import praetor.cli.backup.BackupDiff;
import praetor.cli.backup.BackupLs;
import praetor.cli.backup.BackupRestore;
import praetor.cli.backup.BackupVerify;
import praetor.cli.backup.ConsulBackup;
import praetor.cli.catalog.CatalogDatacenters;
import praetor.cli.catalog.CatalogNodes;
import praetor.cli.catalog.CatalogServices;
import praetor.cli.cluster.ForceLeave;
import praetor.cli.cluster.Info;
import praetor.cli.cluster.Join;
import praetor.cli.cluster.Keygen;
import praetor.cli.cluster.Keyring;
import praetor.cli.cluster.Leave;
import praetor.cli.cluster.Members;
import praetor.cli.cluster.Rtt;
import praetor.cli.command.Command;
import praetor.cli.debug.Debug;
import praetor.cli.event.EventCommand;
import praetor.cli.event.ExecCommand;
import praetor.cli.kv.KvDelete;
import praetor.cli.kv.KvExport;
import praetor.cli.kv.KvGet;
import praetor.cli.kv.KvImport;
import praetor.cli.kv.KvPut;
import praetor.cli.lab.LabDown;
import praetor.cli.lab.LabStatusCommand;
import praetor.cli.lab.LabUp;
import praetor.cli.lock.LockCommand;
import praetor.cli.maintenance.Maint;
import praetor.cli.maintenance.Monitor;
import praetor.cli.maintenance.Reload;
import praetor.cli.operator.AutopilotGetConfig;
import praetor.cli.operator.AutopilotSetConfig;
import praetor.cli.operator.AutopilotState;
import praetor.cli.operator.RaftListPeers;
import praetor.cli.operator.RaftRecover;
import praetor.cli.operator.RaftRemovePeer;
import praetor.cli.operator.RaftTransferLeader;
import praetor.cli.operator.UsageInstances;
import praetor.cli.registrator.RegistratorCommand;
import praetor.cli.serve.ServeSnapshot;
import praetor.cli.service.ServicesDeregister;
import praetor.cli.service.ServicesExport;
import praetor.cli.service.ServicesExported;
import praetor.cli.service.ServicesRegister;
import praetor.cli.snapshot.SnapshotAgentCommand;
import praetor.cli.snapshot.SnapshotCat;
import praetor.cli.snapshot.SnapshotDecode;
import praetor.cli.snapshot.SnapshotDiff;
import praetor.cli.snapshot.SnapshotGrep;
import praetor.cli.snapshot.SnapshotInspect;
import praetor.cli.snapshot.SnapshotLs;
import praetor.cli.snapshot.SnapshotRestore;
import praetor.cli.snapshot.SnapshotSave;
import praetor.cli.template.EnvCommand;
import praetor.cli.template.TemplateCommand;
import praetor.cli.tls.TlsCaCreate;
import praetor.cli.tls.TlsCertCreate;
import praetor.cli.watch.WatchCommand;

/**
 * All commands by their words. A new one gets a row in {@link #create}, so that only its own
 * classes are loaded, and a row in {@link #ROWS} for help.
 */
final class Commands {

  /** Words and what they do; groups, too. */
  private static final String[][] ROWS = {
    {"agent", "Runs an agent"},
    {"backup", "Keeps keys and their values in files"},
    {"backup cat", "Prints values of a backup"},
    {"backup create", "Makes a backup, once or again and again"},
    {"backup diff", "Tells how two backups differ"},
    {"backup ls", "Lists backups, or the keys of one"},
    {"backup restore", "Writes the keys of a backup"},
    {"backup verify", "Reads backups to their end"},
    {"catalog", "Reads the catalog"},
    {"catalog datacenters", "Lists all known datacenters"},
    {"catalog nodes", "Lists nodes"},
    {"catalog services", "Lists services"},
    {"consul-backup", "Makes or restores a backup as the environment says"},
    {"debug", "Collects what an agent tells of itself"},
    {"env", "Runs a program with keys as its environment"},
    {"event", "Fires a user event"},
    {"exec", "Runs a command on many nodes"},
    {"force-leave", "Declares a failed member as left"},
    {"info", "Prints figures of the agent"},
    {"join", "Makes the agent join a cluster"},
    {"keygen", "Prints a new key for gossip"},
    {"keyring", "Manages the keys of gossip"},
    {"kv", "Reads and writes keys"},
    {"kv delete", "Removes keys"},
    {"kv export", "Prints keys as JSON"},
    {"kv get", "Prints values or keys"},
    {"kv import", "Writes keys from JSON"},
    {"kv put", "Writes a value"},
    {"lab", "Runs a small datacenter in containers"},
    {"lab down", "Removes it"},
    {"lab status", "Shows what runs of it"},
    {"lab up", "Starts, repairs and scales it"},
    {"leave", "Lets the agent leave its cluster and stop"},
    {"lock", "Runs a program while holding a lock"},
    {"maint", "Takes a node or service out of use"},
    {"members", "Lists the members known by gossip"},
    {"monitor", "Shows the agent's log"},
    {"operator", "Looks after servers"},
    {"operator autopilot", "Looks after the health of servers"},
    {"operator autopilot get-config", "Prints the settings of autopilot"},
    {"operator autopilot set-config", "Changes the settings of autopilot"},
    {"operator autopilot state", "Prints how healthy the servers are"},
    {"operator raft", "Looks after consensus"},
    {"operator raft list-peers", "Lists the servers that take part in consensus"},
    {"operator raft recover", "Gets servers going that lost their majority"},
    {"operator raft remove-peer", "Takes a server out of consensus"},
    {"operator raft transfer-leader", "Makes another server the leader"},
    {"operator usage", "Counts what is in use"},
    {"operator usage instances", "Counts nodes, services and instances"},
    {"registrator", "Registers the containers of this host"},
    {"reload", "Makes the agent read its configuration again"},
    {"rtt", "Estimates the round-trip time between nodes"},
    {"serve-snapshot", "Answers API and DNS as they were in a snapshot"},
    {"services", "Registers services with the agent"},
    {"services deregister", "Deregisters services"},
    {"services export", "Exports a service to peer clusters"},
    {"services exported-services", "Lists exported services"},
    {"services register", "Registers services"},
    {"snapshot", "Saves, restores and shows snapshots of the servers' state"},
    {"snapshot agent", "Saves snapshots again and again"},
    {"snapshot cat", "Prints values and records of a snapshot"},
    {"snapshot decode", "Prints the records of a snapshot as JSON"},
    {"snapshot diff", "Tells how two snapshots differ"},
    {"snapshot grep", "Finds text in a snapshot"},
    {"snapshot inspect", "Shows what a snapshot holds"},
    {"snapshot ls", "Lists what is in a snapshot"},
    {"snapshot restore", "Restores a snapshot"},
    {"snapshot save", "Saves a snapshot"},
    {"template", "Renders files from the catalog and keys"},
    {"tls", "Makes certificates"},
    {"tls ca", "Makes authorities"},
    {"tls ca create", "Makes an authority"},
    {"tls cert", "Makes signed certificates"},
    {"tls cert create", "Makes a signed certificate"},
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
          case "backup cat" -> new BackupCat();
          case "backup create" -> new BackupCreate();
          case "backup diff" -> new BackupDiff();
          case "backup ls" -> new BackupLs();
          case "backup restore" -> new BackupRestore();
          case "backup verify" -> new BackupVerify();
          case "catalog datacenters" -> new CatalogDatacenters();
          case "catalog nodes" -> new CatalogNodes();
          case "catalog services" -> new CatalogServices();
          case "consul-backup" -> new ConsulBackup();
          case "debug" -> new Debug();
          case "env" -> new EnvCommand();
          case "event" -> new EventCommand();
          case "exec" -> new ExecCommand();
          case "force-leave" -> new ForceLeave();
          case "info" -> new Info();
          case "join" -> new Join();
          case "keygen" -> new Keygen();
          case "keyring" -> new Keyring();
          case "kv delete" -> new KvDelete();
          case "kv export" -> new KvExport();
          case "kv get" -> new KvGet();
          case "kv import" -> new KvImport();
          case "kv put" -> new KvPut();
          case "lab down" -> new LabDown();
          case "lab status" -> new LabStatusCommand();
          case "lab up" -> new LabUp();
          case "leave" -> new Leave();
          case "lock" -> new LockCommand();
          case "maint" -> new Maint();
          case "members" -> new Members();
          case "monitor" -> new Monitor();
          case "operator autopilot get-config" -> new AutopilotGetConfig();
          case "operator autopilot set-config" -> new AutopilotSetConfig();
          case "operator autopilot state" -> new AutopilotState();
          case "operator raft list-peers" -> new RaftListPeers();
          case "operator raft recover" -> new RaftRecover();
          case "operator raft remove-peer" -> new RaftRemovePeer();
          case "operator raft transfer-leader" -> new RaftTransferLeader();
          case "operator usage instances" -> new UsageInstances();
          case "registrator" -> new RegistratorCommand();
          case "reload" -> new Reload();
          case "rtt" -> new Rtt();
          case "serve-snapshot" -> new ServeSnapshot();
          case "services deregister" -> new ServicesDeregister();
          case "services export" -> new ServicesExport();
          case "services exported-services" -> new ServicesExported();
          case "services register" -> new ServicesRegister();
          case "snapshot agent" -> new SnapshotAgentCommand();
          case "snapshot cat" -> new SnapshotCat();
          case "snapshot decode" -> new SnapshotDecode();
          case "snapshot diff" -> new SnapshotDiff();
          case "snapshot grep" -> new SnapshotGrep();
          case "snapshot inspect" -> new SnapshotInspect();
          case "snapshot ls" -> new SnapshotLs();
          case "snapshot restore" -> new SnapshotRestore();
          case "snapshot save" -> new SnapshotSave();
          case "template" -> new TemplateCommand();
          case "tls ca create" -> new TlsCaCreate();
          case "tls cert create" -> new TlsCertCreate();
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
