package praetor.agent.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import praetor.gossip.swim.SwimConfig;
import praetor.model.connect.CaConfig;

/**
 * Turns merged settings into records, with every default in its place.
 *
 * <p>Source: public agent reference; defaults observed in {@code /v1/agent/self} of Consul 1.21.4.
 */
final class ConfigBuilder {

  private static final Duration NONE = Duration.ZERO;
  private static final Duration RECONNECT_TIMEOUT = Duration.ofDays(3);

  private final boolean dev;
  private final Values values;
  private final AddressTexts addresses;
  private final Host host;
  private final List<String> errors = new ArrayList<>();

  ConfigBuilder(boolean dev, Settings settings, Host host) {
    this.dev = dev;
    this.host = host;
    values = new Values(settings, "", errors);
    addresses = new AddressTexts(host, errors);
  }

  /** Errors of single values, known after {@link #build}. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** What was decided for the operator, known after {@link #build}. */
  List<String> warnings() {
    return addresses.warnings();
  }

  AgentConfig build() throws ConfigException {
    var role = role();
    TelemetryConfig.check(values);
    return new AgentConfig(
        node(),
        role,
        addresses(),
        ports(role),
        values.filled("data_dir").map(Path::of),
        dns(),
        values.strings("recursors"),
        http(),
        limits(),
        new PerformanceConfig(
            values.duration("performance.leave_drain_time", Duration.ofSeconds(5)),
            values.integer("performance.raft_multiplier", dev ? 1 : 5),
            values.duration("performance.rpc_hold_timeout", Duration.ofSeconds(7))),
        join(),
        gossip(),
        acl(),
        connect(),
        ui(),
        log(),
        checkSettings(),
        values.blocks("services", "").stream().map(DefinitionReader::service).toList(),
        values.blocks("checks", "check[].").stream().map(DefinitionReader::check).toList(),
        values.filled("pid_file").map(Path::of),
        values.duration("default_query_time", Duration.ofMinutes(5)),
        values.duration("max_query_time", Duration.ofMinutes(10)),
        values.bool("translate_wan_addrs", false),
        values.bool("leave_on_terminate", !role.server()),
        values.bool("skip_leave_on_interrupt", role.server()),
        new TlsReader(values).read(),
        values.bool("auto_reload_config", false),
        values.settings());
  }

  private NodeConfig node() {
    var datacenter = values.text("datacenter", "dc1").toLowerCase(Locale.ROOT);
    return new NodeConfig(
        values.filled("node_name").orElse(host.name()),
        values.filled("node_id"),
        values.texts("node_meta"),
        datacenter,
        values.filled("primary_datacenter").orElse(datacenter).toLowerCase(Locale.ROOT));
  }

  private RoleConfig role() {
    int expect = values.integer("bootstrap_expect", 0);
    return new RoleConfig(
        values.bool("server", false),
        values.bool("bootstrap", false) || expect == 1,
        expect == 1 ? 0 : expect,
        dev,
        values.bool("praetor.read_replica", false),
        values.integer("raft_snapshot_threshold", 16_384),
        values.duration("raft_snapshot_interval", Duration.ofSeconds(30)),
        values.integer("raft_trailing_logs", 10_240));
  }

  private AddressConfig addresses() throws ConfigException {
    var bind = bind();
    var client = addresses.all("client_addr", values.text("client_addr", "127.0.0.1"));
    var given = address("advertise_addr").or(() -> address("advertise_addr_ipv4"));
    var advertise = given.isPresent() ? given.get() : addresses.advertised(bind);
    var serfLan = address("serf_lan").orElse(bind);
    var serfWan = address("serf_wan").orElse(bind);
    return new AddressConfig(
        bind,
        client,
        advertise,
        address("advertise_addr_wan")
            .or(() -> address("advertise_addr_wan_ipv4"))
            .orElse(advertise),
        serfLan,
        serfWan,
        listeners("dns", client),
        listeners("http", client),
        listeners("https", client),
        listeners("grpc", client),
        listeners("grpc_tls", client));
  }

  private String bind() throws ConfigException {
    var words = addresses.words(values.text("bind_addr", "0.0.0.0"));
    if (words.size() > 1) {
      throw new ConfigException(
          "bind_addr cannot contain multiple addresses. Use 'addresses.{dns,http,https}' instead.");
    }
    return words.stream()
        .filter(AddressTexts::isIp)
        .findFirst()
        .orElseThrow(() -> new ConfigException("bind_addr cannot be empty"));
  }

  private Optional<String> address(String key) {
    return values.filled(key).flatMap(text -> addresses.one(key, text));
  }

  private List<String> listeners(String protocol, List<String> otherwise) {
    var key = "addresses." + protocol;
    return values.filled(key).map(text -> addresses.all(key, text)).orElse(otherwise);
  }

  private PortConfig ports(RoleConfig role) {
    return new PortConfig(
        port("dns", 8600),
        port("http", 8500),
        port("https", -1),
        port("server", 8300),
        port("serf_lan", 8301),
        port("serf_wan", 8302),
        port("grpc", dev ? 8502 : -1),
        port("grpc_tls", role.server() ? 8503 : -1));
  }

  /** Anything below one turns a listener off. */
  private int port(String name, int otherwise) {
    int port = values.integer("ports." + name, otherwise);
    if (port > 65_535) {
      errors.add("ports." + name + ": invalid port: " + port);
    }
    return port <= 0 ? -1 : port;
  }

  private DnsConfig dns() {
    return new DnsConfig(
        zone(values.text("domain", "consul.")),
        values.filled("alt_domain").map(ConfigBuilder::zone).filter(zone -> !zone.isEmpty()),
        values.bool("dns_config.allow_stale", true),
        values.duration("dns_config.max_stale", Duration.ofDays(3650)),
        values.duration("dns_config.node_ttl", NONE),
        values.durations("dns_config.service_ttl"),
        values.bool("dns_config.only_passing", false),
        values.bool("dns_config.enable_truncate", false),
        values.bool("dns_config.disable_compression", false),
        values.bool("dns_config.enable_additional_node_meta_txt", true),
        values.integer("dns_config.udp_answer_limit", 3),
        values.integer("dns_config.a_record_limit", 0),
        values.bool("dns_config.use_cache", false),
        values.duration("dns_config.cache_max_age", NONE),
        values.duration("dns_config.recursor_timeout", Duration.ofSeconds(2)),
        recursorRandom(),
        new DnsConfig.Soa(
            values.number("dns_config.soa.refresh", 3_600),
            values.number("dns_config.soa.retry", 600),
            values.number("dns_config.soa.expire", 86_400),
            values.number("dns_config.soa.min_ttl", 0)));
  }

  private static String zone(String domain) {
    return domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
  }

  private boolean recursorRandom() {
    var strategy = values.text("dns_config.recursor_strategy", "sequential");
    if (!strategy.isEmpty() && !strategy.equals("sequential") && !strategy.equals("random")) {
      errors.add("dns_config.recursor_strategy: invalid strategy: \"" + strategy + "\"");
    }
    return strategy.equals("random");
  }

  private HttpConfig http() {
    var writers = values.strings("http_config.allow_write_http_from");
    Cidr.invalid(writers).forEach(c -> errors.add("allow_write_http_from: invalid cidr: " + c));
    return new HttpConfig(
        values.texts("http_config.response_headers"),
        values.strings("http_config.block_endpoints"),
        writers,
        values.integer("http_config.max_header_bytes", 0),
        values.bool("http_config.use_cache", true),
        values.bool("disable_http_unprintable_char_filter", false),
        values.bool("enable_debug", dev),
        dev,
        new HttpConfig.UnixSocket(
            values.text("unix_sockets.user"),
            values.text("unix_sockets.group"),
            values.text("unix_sockets.mode")));
  }

  private LimitConfig limits() {
    return new LimitConfig(
        values.integer("limits.http_max_conns_per_client", 200),
        values.duration("limits.https_handshake_timeout", Duration.ofSeconds(5)),
        values.number("limits.kv_max_value_size", 512 * 1024),
        values.number("limits.txn_max_req_len", 512 * 1024),
        values.duration("limits.rpc_handshake_timeout", Duration.ofSeconds(5)),
        values.duration("limits.rpc_client_timeout", Duration.ofMinutes(1)),
        values.integer("limits.rpc_max_conns_per_client", 100),
        values.fraction("limits.rpc_rate", Double.POSITIVE_INFINITY),
        values.integer("limits.rpc_max_burst", 1_000),
        new LimitConfig.RequestLimits(
            requestMode(),
            values.fraction("limits.request_limits.read_rate", Double.POSITIVE_INFINITY),
            values.fraction("limits.request_limits.write_rate", Double.POSITIVE_INFINITY)));
  }

  private LimitConfig.Mode requestMode() {
    var mode = values.text("limits.request_limits.mode", "disabled");
    return switch (mode) {
      case "", "disabled" -> LimitConfig.Mode.DISABLED;
      case "permissive" -> LimitConfig.Mode.PERMISSIVE;
      case "enforcing" -> LimitConfig.Mode.ENFORCING;
      default -> {
        errors.add("limits.request_limits.mode: invalid mode: \"" + mode + "\"");
        yield LimitConfig.Mode.DISABLED;
      }
    };
  }

  private JoinConfig join() {
    return new JoinConfig(
        values.strings("retry_join"),
        values.strings("retry_join_wan"),
        values.duration("retry_interval", Duration.ofSeconds(30)),
        values.duration("retry_interval_wan", Duration.ofSeconds(30)),
        values.integer("retry_max", 0),
        values.integer("retry_max_wan", 0),
        values.bool("rejoin_after_leave", false),
        values.filled("encrypt"),
        values.bool("encrypt_verify_incoming", true),
        values.bool("encrypt_verify_outgoing", true),
        !values.bool("disable_keyring_file", false));
  }

  private GossipConfig gossip() {
    return new GossipConfig(
        pool("lan", dev ? SwimConfig.LOCAL : SwimConfig.LAN, "reconnect_timeout"),
        pool("wan", dev ? SwimConfig.LOCAL : SwimConfig.WAN, "reconnect_timeout_wan"),
        values
            .filled("advertise_reconnect_timeout")
            .map(_ -> values.duration("advertise_reconnect_timeout", NONE)),
        !values.bool("disable_coordinates", false));
  }

  private GossipConfig.Pool pool(String name, SwimConfig otherwise, String reconnectTimeout) {
    var key = "gossip_" + name + ".";
    var timing =
        otherwise
            .withGossip(
                values.duration(key + "gossip_interval", otherwise.gossipInterval()),
                values.integer(key + "gossip_nodes", otherwise.gossipNodes()))
            .withProbe(
                values.duration(key + "probe_interval", otherwise.probeInterval()),
                values.duration(key + "probe_timeout", otherwise.probeTimeout()))
            .withSuspicionMult(values.integer(key + "suspicion_mult", otherwise.suspicionMult()))
            .withRetransmitMult(
                values.integer(key + "retransmit_mult", otherwise.retransmitMult()));
    var allowed = "serf_" + name + "_allowed_cidrs";
    Cidr.invalid(values.strings(allowed))
        .forEach(c -> errors.add(allowed + ": invalid CIDR address: " + c));
    return new GossipConfig.Pool(
        timing, values.duration(reconnectTimeout, RECONNECT_TIMEOUT), values.strings(allowed));
  }

  private AclConfig acl() {
    return new AclConfig(
        values.bool("acl.enabled", false),
        values.text("acl.default_policy", "allow"),
        values.text("acl.down_policy", "extend-cache"),
        values.bool("acl.enable_key_list_policy", false),
        values.bool("acl.enable_token_persistence", false),
        values.bool("acl.enable_token_replication", false),
        values.duration("acl.policy_ttl", Duration.ofSeconds(30)),
        values.duration("acl.role_ttl", NONE),
        values.duration("acl.token_ttl", Duration.ofSeconds(30)),
        new AclConfig.Tokens(
            values.filled("acl.tokens.initial_management"),
            values.filled("acl.tokens.agent"),
            values.filled("acl.tokens.agent_recovery"),
            values.filled("acl.tokens.default"),
            values.filled("acl.tokens.dns"),
            values.filled("acl.tokens.replication"),
            values.filled("acl.tokens.config_file_service_registration")));
  }

  private ConnectConfig connect() {
    var config = "connect.ca_config.";
    var root = setting(config, "root_cert_ttl", "87600h");
    var times =
        Map.of(
            "IntermediateCertTTL",
            setting(config, "intermediate_cert_ttl", "8760h"),
            "LeafCertTTL",
            setting(config, "leaf_cert_ttl", "72h"),
            "RootCertTTL",
            root);
    return new ConnectConfig(
        values.bool("connect.enabled", true),
        values.filled("connect.ca_provider").orElse(CaConfig.BUILT_IN),
        values.filled(config + "cluster_id"),
        values.duration(config + "root_cert_ttl", Duration.ofDays(3_650)),
        times);
  }

  private String setting(String block, String key, String otherwise) {
    return values.filled(block + key).orElse(otherwise);
  }

  private UiConfig ui() {
    var path = values.filled("ui_config.content_path").orElse("/ui/");
    return new UiConfig(
        values.bool("ui_config.enabled", dev),
        values.filled("ui_config.dir"),
        (path.startsWith("/") ? "" : "/") + path + (path.endsWith("/") ? "" : "/"));
  }

  private LogConfig log() {
    return new LogConfig(
        values.text("log_level", dev ? "debug" : "info").toLowerCase(Locale.ROOT),
        values.bool("log_json", false),
        values.filled("log_file"),
        values.number("log_rotate_bytes", 0),
        values.duration("log_rotate_duration", NONE),
        values.integer("log_rotate_max_files", 0),
        values.bool("enable_syslog", false),
        values.text("syslog_facility", "LOCAL0"));
  }

  private CheckConfig checkSettings() {
    return new CheckConfig(
        values.integer("check_output_max_size", 4_096),
        values.duration("check_update_interval", Duration.ofMinutes(5)),
        values.bool("discard_check_output", false),
        values.bool("enable_script_checks", false),
        values.bool("enable_local_script_checks", false),
        values.bool("enable_agent_tls_for_checks", false));
  }
}
