package praetor.cli.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import praetor.agent.config.ConfigFormat;
import praetor.agent.config.ConfigInput;
import praetor.agent.config.Host;
import praetor.agent.config.Settings;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;

/**
 * The flags of {@code agent}: most set one key of the configuration, under the key's own rules.
 *
 * <p>Source: public agent command reference; flags accepted by Consul 1.21.4.
 */
final class AgentFlags {

  /** A flag and the key it sets. */
  private record Row(Flag<?> flag, String key) {}

  private final Flags flags = new Flags();
  private final List<Row> rows = new ArrayList<>();
  private final Flag<Boolean> dev =
      flags.bool("dev", "One server in memory, for trying things out; nothing is kept.");
  private final Flag<List<String>> configFiles =
      flags.texts("config-file", "Configuration file; may be repeated.");
  private final Flag<List<String>> configDirs =
      flags.texts("config-dir", "Folder of .hcl and .json files; may be repeated.");
  private final Flag<String> configFormat =
      flags.text("config-format", "Format of all files, whatever their names: hcl or json.");
  private final Flag<List<String>> hcl =
      flags.texts("hcl", "A piece of configuration in HCL; may be repeated.");

  AgentFlags() {
    identity();
    network();
    joining();
    logging();
    behaviour();
  }

  Flags flags() {
    return flags;
  }

  private void identity() {
    text("node", "node_name", "Name of this node, unique in the datacenter.");
    text("node-id", "node_id", "Id of this node; made up and kept unless given.");
    add(
        flags.colonPairs("node-meta", "Metadata of this node, key:value; may be repeated."),
        "node_meta");
    text("datacenter", "datacenter", "Name of the datacenter.");
    text("data-dir", "data_dir", "Folder that holds the agent's state.");
    text("domain", "domain", "Zone that DNS answers for.");
    text("alt-domain", "alt_domain", "Second zone that DNS answers for.");
    bool("server", "server", "Take part in consensus.");
    bool("bootstrap", "bootstrap", "Elect itself without waiting for other servers.");
    integer("bootstrap-expect", "bootstrap_expect", "Servers to wait for before an election.");
    bool("non-voting-server", "read_replica", "Does nothing (Enterprise).");
    bool("read-replica", "read_replica", "Does nothing (Enterprise).");
    text("segment", "segment", "Network segment (Enterprise).");
    bool("disable-host-node-id", "disable_host_node_id", "Make up the node id.");
    integer("protocol", "protocol", "Gossip protocol version.");
    integer("raft-protocol", "raft_protocol", "Raft protocol version.");
    text("pid-file", "pid_file", "File that gets the process id.");
  }

  private void network() {
    text("bind", "bind_addr", "Address of the server and gossip ports.");
    text("client", "client_addr", "Addresses of HTTP and DNS.");
    text("advertise", "advertise_addr", "Address that other nodes use.");
    text("advertise-wan", "advertise_addr_wan", "Address that other datacenters use.");
    integer("http-port", "ports.http", "Port of the HTTP API.");
    integer("https-port", "ports.https", "Port of the HTTP API over TLS.");
    integer("dns-port", "ports.dns", "Port of DNS.");
    integer("server-port", "ports.server", "Port for requests between servers.");
    integer("grpc-port", "ports.grpc", "Port of gRPC.");
    integer("grpc-tls-port", "ports.grpc_tls", "Port of gRPC over TLS.");
    integer("serf-lan-port", "ports.serf_lan", "Gossip port of the datacenter.");
    integer("serf-wan-port", "ports.serf_wan", "Gossip port between datacenters.");
    text("serf-lan-bind", "serf_lan", "Address of the gossip port of the datacenter.");
    text("serf-wan-bind", "serf_wan", "Address of the gossip port between datacenters.");
    texts("serf-lan-allowed-cidrs", "serf_lan_allowed_cidrs", "Networks whose gossip is heard.");
    texts("serf-wan-allowed-cidrs", "serf_wan_allowed_cidrs", "Networks whose gossip is heard.");
    texts("recursor", "recursors", "DNS server for all other names; may be repeated.");
    texts(
        "allow-write-http-from",
        "http_config.allow_write_http_from",
        "Networks that may write over HTTP; may be repeated.");
  }

  private void joining() {
    text("encrypt", "encrypt", "Key of the gossip encryption.");
    bool("disable-keyring-file", "disable_keyring_file", "Do not keep the keyring in a file.");
    texts("join", "retry_join", "Address to join; old name of -retry-join.");
    texts("join-wan", "retry_join_wan", "Address to join; old name of -retry-join-wan.");
    texts("retry-join", "retry_join", "Address of a member to join, tried until it works.");
    texts("retry-join-wan", "retry_join_wan", "The same between datacenters.");
    text("retry-interval", "retry_interval", "Time between tries to join.");
    text("retry-interval-wan", "retry_interval_wan", "The same between datacenters.");
    integer("retry-max", "retry_max", "Tries before giving up.");
    integer("retry-max-wan", "retry_max_wan", "The same between datacenters.");
    bool("rejoin", "rejoin_after_leave", "Join again after having left.");
    texts("primary-gateway", "primary_gateways", "Mesh gateway of the primary datacenter.");
  }

  private void logging() {
    text("log-level", "log_level", "trace, debug, info, warn or error.");
    bool("log-json", "log_json", "Log one JSON object a line.");
    text("log-file", "log_file", "File or folder that gets the log, too.");
    integer("log-rotate-bytes", "log_rotate_bytes", "Size of a log file before the next.");
    text("log-rotate-duration", "log_rotate_duration", "Time of a log file before the next.");
    integer("log-rotate-max-files", "log_rotate_max_files", "Old log files that are kept.");
    bool("syslog", "enable_syslog", "Log to syslog, too.");
  }

  private void behaviour() {
    bool("ui", "ui_config.enabled", "Serve the web page.");
    text("ui-dir", "ui_config.dir", "Folder with files of another web page.");
    text("ui-content-path", "ui_config.content_path", "Path of the web page.");
    bool("auto-reload-config", "auto_reload_config", "Reload configuration files that change.");
    integer(
        "check_output_max_size", "check_output_max_size", "Bytes of a check's output that stay.");
    text("default-query-time", "default_query_time", "Wait of a blocking query without wait=.");
    text("max-query-time", "max_query_time", "Longest wait of a blocking query.");
    bool("enable-script-checks", "enable_script_checks", "Let anybody register script checks.");
    text(
        "registrator",
        "registrator.docker",
        "Register the containers of a Docker Engine: docker:///var/run/docker.sock.");
    texts("template", "templates.render", "Render a template: IN:OUT or IN:OUT:COMMAND.");
    texts("template-config", "templates.config", "Configuration file or folder of templates.");
    bool(
        "enable-local-script-checks",
        "enable_local_script_checks",
        "Let configuration files define script checks.");
  }

  private void text(String name, String key, String help) {
    add(flags.text(name, help), key);
  }

  private void texts(String name, String key, String help) {
    add(flags.texts(name, help), key);
  }

  private void bool(String name, String key, String help) {
    add(flags.bool(name, help), key);
  }

  private void integer(String name, String key, String help) {
    add(flags.agentInteger(name, help), key);
  }

  private void add(Flag<?> flag, String key) {
    rows.add(new Row(flag, key));
  }

  /** What the loader needs. */
  ConfigInput input(Host host, Map<String, String> environment) throws CommandException {
    var settings = InterfaceVariables.settings(environment, host);
    addTo(settings);
    return new ConfigInput(
        dev.value(),
        new Settings(settings),
        paths(),
        format(configFormat.value()),
        hcl.value(),
        host);
  }

  /** Configuration files, then folders. */
  List<String> paths() {
    return Stream.concat(configFiles.value().stream(), configDirs.value().stream()).toList();
  }

  /** The format of {@code -config-format}. */
  static Optional<ConfigFormat> format(String name) throws CommandException {
    var format = ConfigFormat.named(name);
    if (!name.isEmpty() && format.isEmpty()) {
      throw new CommandException("-config-format must be either 'hcl' or 'json");
    }
    return format;
  }

  private void addTo(Map<String, Object> settings) {
    for (var row : rows) {
      if (row.flag().given()) {
        put(settings, row.key(), value(row.flag().value()));
      }
    }
  }

  private static Object value(Object given) {
    return given instanceof Optional<?> number ? number.orElseThrow() : given;
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> settings, String key, Object value) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      var before = settings.get(key);
      settings.put(key, before instanceof List<?> list ? joined(list, (List<?>) value) : value);
      return;
    }
    var block =
        (Map<String, Object>)
            settings.computeIfAbsent(
                key.substring(0, dot), _ -> new LinkedHashMap<String, Object>());
    put(block, key.substring(dot + 1), value);
  }

  private static List<Object> joined(List<?> first, List<?> second) {
    var all = new ArrayList<Object>(first);
    all.addAll(second);
    return all;
  }
}
