package praetor.agent.config;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import praetor.model.DecodeException;
import praetor.model.codec.GoBase64;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;

/**
 * Rules that a configuration has to hold, checked in Consul's order: the first broken one is told.
 *
 * <p>Source: order and texts observed on Consul 1.21.4 {@code validate}.
 */
final class ConfigRules {

  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+");
  private static final Pattern UI_PATH = Pattern.compile("[a-zA-Z0-9_/-]+");
  private static final Pattern DNS_LABEL = Pattern.compile("[a-zA-Z0-9-]+");
  private static final List<String> CA_PROVIDERS = List.of("", "consul", "vault", "aws-pca");
  private static final String DEPLOYMENT_TABLE =
      "See https://developer.hashicorp.com/docs/internals/consensus.html#deployment-table";

  private final Settings settings;
  private final List<String> warnings;

  ConfigRules(Settings settings, List<String> warnings) {
    this.settings = settings;
    this.warnings = warnings;
  }

  /** Rules about settings as written, before any record exists. */
  void checkRaw() throws ConfigException {
    for (var name : List.of("server", "serf_lan", "serf_wan")) {
      refuse(
          number("ports." + name, 1) == 0
              || (name.equals("server") && number("ports.server", 1) < 0),
          name.replace('_', '-') + "-port must be greater than zero");
    }
    for (var range : List.of("proxy", "sidecar", "expose")) {
      long least = number("ports." + range + "_min_port", 0);
      long most = number("ports." + range + "_max_port", 0);
      refuse(
          settings.at("ports." + range + "_max_port").isPresent()
              && most < (least == 0 ? defaultMin(range) : least),
          "%s_min_port must be less than %s_max_port. To disable, set both to zero."
              .formatted(range, range));
    }
  }

  private static long defaultMin(String range) {
    return switch (range) {
      case "sidecar" -> 21_000;
      case "expose" -> 21_500;
      default -> 20_000;
    };
  }

  /**
   * All other rules.
   *
   * @param valueErrors errors of single values, told together in their place
   */
  void check(AgentConfig config, List<String> valueErrors) throws ConfigException {
    refuse(
        AddressTexts.isAny(config.addresses().advertise())
            || AddressTexts.isAny(config.addresses().advertiseWan()),
        "Advertise address cannot be 0.0.0.0, :: or [::]");
    between("performance.raft_multiplier", config.performance().raftMultiplier(), 1, 10);
    ConfigEntryRules.check(settings);
    consensus();
    names(config);
    ui(config);
    refuse(
        settings.text("locality.zone").isPresent() && settings.text("locality.region").isEmpty(),
        "locality is invalid: zone cannot be set without region");
    refuse(
        settings.text("segment").isPresent() || !settings.list("segments").isEmpty(),
        "Network segments are not supported in this version of Consul");
    role(config.role());
    refuse(
        config.ui().enabled() && config.ui().dir().isPresent(),
        """
        Both the ui_config.enabled and ui_config.dir (or -ui and -ui-dir) were specified, please \
        provide only one.
        If trying to use your own web UI resources, use ui_config.dir or the -ui-dir flag.
        The web UI is included in the binary so use ui_config.enabled or the -ui flag to enable it""");
    numbers(config);
    metadata(config);
    UniqueAddresses.check(config);
    if (!valueErrors.isEmpty()) {
      throw new ConfigException(Errors.join(valueErrors));
    }
    DefinitionRules.check(config);
    late(config);
    warn(config);
  }

  private void consensus() throws ConfigException {
    for (var key : List.of("serf_lan_allowed_cidrs", "serf_wan_allowed_cidrs")) {
      var texts = settings.list(key).stream().map(Object::toString).toList();
      var wrong = Cidr.invalid(texts).stream().map(c -> "invalid cidr: " + c).toList();
      refuse(!wrong.isEmpty(), key + ": " + Errors.join(wrong));
    }
    TlsReader.checkBlocks(settings);
    long raft = number("raft_protocol", 3);
    refuse(
        raft != 3 && raft != 0,
        "raft_protocol version " + raft + " is not supported by this version of Consul");
  }

  private void names(AgentConfig config) throws ConfigException {
    var datacenter = config.node().datacenter();
    refuse(datacenter.isEmpty(), "datacenter cannot be empty");
    named("datacenter", datacenter);
    refuse(config.dataDir().isEmpty() && !config.role().dev(), "data_dir cannot be empty");
    var alt = config.dns().altDomain().orElse("");
    var first = alt.contains(".") ? alt.substring(0, alt.indexOf('.')) : alt;
    refuse(
        List.of("service", "connect", "node", "query", "addr", datacenter).contains(first),
        "alt_domain cannot start with {service,connect,node,query,addr," + datacenter + "}");
  }

  private void ui(AgentConfig config) throws ConfigException {
    var provider = settings.text("ui_config.metrics_provider").orElse("");
    if (!provider.isEmpty()) {
      named("ui_config.metrics_provider", provider);
    }
    var options = settings.text("ui_config.metrics_provider_options_json").orElse("");
    refuse(
        !options.isEmpty() && !isJsonObject(options),
        "ui_config.metrics_provider_options_json must be empty or a string containing a valid JSON"
            + " object. received: \"%s\"".formatted(options));
    var proxy = settings.text("ui_config.metrics_proxy.base_url").orElse("");
    refuse(
        !proxy.isEmpty() && !isWebAddress(proxy),
        "ui_config.metrics_proxy.base_url must be a valid http or https URL. received: \"%s\""
            .formatted(proxy));
    for (var path : settings.list("ui_config.metrics_proxy.path_allowlist")) {
      refuse(
          !path.toString().startsWith("/"),
          "ui_config.metrics_proxy.path_allowlist: path \"%s\" is not an absolute path"
              .formatted(path));
    }
    for (var url : settings.block("ui_config.dashboard_url_templates").values().values()) {
      refuse(
          !isWebAddress(url.toString()),
          "ui_config.dashboard_url_templates values must be a valid http or https URL. received:"
              + " \"\"");
    }
    refuse(
        !UI_PATH.matcher(config.ui().contentPath()).matches(),
        "ui-content-path can only contain alphanumeric, -, _, or /. received: \"%s\""
            .formatted(config.ui().contentPath()));
  }

  private void role(RoleConfig role) throws ConfigException {
    long expect = number("bootstrap_expect", 0);
    refuse(
        expect < 0,
        "bootstrap_expect cannot be " + expect + ". Must be greater than or equal to zero");
    refuse(
        expect > 0 && Boolean.TRUE.equals(settings.at("bootstrap").orElse(false)),
        "'bootstrap_expect > 0' and 'bootstrap = true' are mutually exclusive");
    refuse(role.bootstrap() && !role.server(), "'bootstrap = true' requires 'server = true'");
    refuse(expect > 0 && !role.server(), "'bootstrap_expect > 0' requires 'server = true'");
    refuse(
        role.server() && settings.text("advertise_reconnect_timeout").isPresent(),
        "advertise_reconnect_timeout can only be used on a client");
    refuse(
        !role.server() && isTrue("connect.enable_mesh_gateway_wan_federation"),
        "'connect.enable_mesh_gateway_wan_federation = true' requires 'server = true'");
  }

  private void numbers(AgentConfig config) throws ConfigException {
    atLeastZero("dns_config.udp_answer_limit", config.dns().udpAnswerLimit());
    atLeastZero("dns_config.a_record_limit", config.dns().aRecordLimit());
    atLeastZero("autopilot.max_trailing_logs", number("autopilot.max_trailing_logs", 250));
    refuse(
        config.check().outputMaxSize() < 1,
        "check_output_max_size must be positive, to discard check output use the"
            + " discard_check_output flag");
    for (var recursor : config.recursors()) {
      refuse(AddressTexts.isAny(recursor), "DNS recursor address cannot be 0.0.0.0, :: or [::]");
    }
  }

  private void metadata(AgentConfig config) throws ConfigException {
    var fault = NodeMeta.firstFault(config.node().meta());
    refuse(fault.isPresent(), "node_meta invalid: " + fault.orElse(""));
    try {
      GoBase64.decode(config.join().encryptKey().orElse(""));
    } catch (DecodeException notBase64) {
      throw new ConfigException("encrypt has invalid key: " + notBase64.getMessage());
    }
    refuse(
        !settings.list("primary_gateways").isEmpty() && !config.role().server(),
        "'primary_gateways' requires 'server = true'");
  }

  private void late(AgentConfig config) throws ConfigException {
    var provider = settings.text("connect.ca_provider").orElse("");
    refuse(!CA_PROVIDERS.contains(provider), provider + " is not a valid CA provider");
    refuse(
        !config.role().server() && isTrue("auto_encrypt.allow_tls"),
        "auto_encrypt.allow_tls can only be used on a server.");
    refuse(
        !config.role().server() && isTrue("auto_config.authorization.enabled"),
        "auto_config.authorization.enabled cannot be set to true for client agents");
    autoConfig(config);
  }

  /** Source: texts of Consul 1.21.4, in the order in which they come. */
  private void autoConfig(AgentConfig config) throws ConfigException {
    boolean server = config.role().server();
    refuse(server && isTrue("auto_encrypt.tls"), "auto_encrypt.tls can only be used on a client.");
    refuse(
        isTrue("auto_config.authorization.enabled")
            && config.tls().internalRpc().certFile().isEmpty(),
        "auto_config.authorization.enabled cannot be set without providing a TLS certificate for"
            + " the server");
    if (!isTrue("auto_config.enabled")) {
      return;
    }
    refuse(
        isTrue("auto_encrypt.tls"),
        "both auto_encrypt.tls and auto_config.enabled cannot be set to true.");
    refuse(server, "auto_config.enabled cannot be set to true for server agents.");
    refuse(
        !config.tls().internalRpc().verifyOutgoing(),
        "auto_config.enabled cannot be set without configuring TLS for server communications");
    boolean introduced =
        Stream.of("auto_config.intro_token", "auto_config.intro_token_file")
            .anyMatch(key -> settings.text(key).filter(text -> !text.isEmpty()).isPresent());
    refuse(
        !introduced && System.getenv("CONSUL_INTRO_TOKEN") == null,
        "One of auto_config.intro_token, auto_config.intro_token_file or the CONSUL_INTRO_TOKEN"
            + " environment variable must be set to enable auto_config");
    refuse(
        settings.list("auto_config.server_addresses").isEmpty(),
        "auto_config.enabled is set without providing a list of addresses");
  }

  private void warn(AgentConfig config) {
    var name = config.node().name();
    if (!DNS_LABEL.matcher(name).matches()) {
      warnings.add(
          "Node name \"%s\" will not be discoverable via DNS due to invalid characters. Valid characters include all alpha-numerics and dashes."
              .formatted(name));
    }
    warnOfBootstrap(config.role());
    if (isTrue("auto_encrypt.allow_tls") && !config.tls().internalRpc().verifyIncoming()) {
      warnings.add(
          "if auto_encrypt.allow_tls is turned on, tls.internal_rpc.verify_incoming should be"
              + " enabled (either explicitly or via tls.defaults.verify_incoming). It is necessary"
              + " to turn it off during a migration to TLS, but it should definitely be turned on"
              + " afterwards.");
    }
    if (number("ports.grpc", -1) > 0 || number("ports.grpc_tls", -1) > 0) {
      warnings.add("ports.grpc and ports.grpc_tls: this version has nothing that listens there");
    }
    if (config.addresses().client().isEmpty()) {
      warnings.add(
          "client_addr is empty, client services (DNS, HTTP, HTTPS, GRPC) will not be listening for"
              + " connections");
    }
    if (config.check().enableScripts()
        && !config.acl().enabled()
        && config.http().allowWriteFrom().isEmpty()) {
      warnings.add(
          "using enable-script-checks without ACLs and without allow_write_http_from is DANGEROUS,"
              + " use enable-local-script-checks instead, see"
              + " https://www.hashicorp.com/blog/protecting-consul-from-rce-risk-in-specific-configurations/");
    }
    for (var rule : settings.list("telemetry.prefix_filter")) {
      if (rule.toString().isEmpty()) {
        warnings.add("Cannot have empty filter rule in prefix_filter");
      } else if (!rule.toString().startsWith("+") && !rule.toString().startsWith("-")) {
        warnings.add("Filter rule must begin with either '+' or '-': \"" + rule + "\"");
      }
    }
  }

  private void warnOfBootstrap(RoleConfig role) {
    int expect = role.bootstrapExpect();
    if (number("bootstrap_expect", 0) == 1) {
      warnings.add("BootstrapExpect is set to 1; this is the same as Bootstrap mode.");
    }
    if (role.bootstrap()) {
      warnings.add("bootstrap = true: do not enable unless necessary");
    }
    if (expect == 2) {
      warnings.add(
          "bootstrap_expect = 2: A cluster with 2 servers will provide no failure tolerance. "
              + DEPLOYMENT_TABLE);
    } else if (expect > 2 && expect % 2 == 0) {
      warnings.add(
          "bootstrap_expect is even number: A cluster with an even number of servers does not"
              + " achieve optimum fault tolerance. "
              + DEPLOYMENT_TABLE);
    }
    if (expect > 0) {
      warnings.add("bootstrap_expect > 0: expecting " + expect + " servers");
    }
  }

  private static void named(String key, String value) throws ConfigException {
    refuse(
        !NAME.matcher(value).matches(),
        "%s can only contain lowercase alphanumeric, - or _ characters. received: \"%s\""
            .formatted(key, value));
  }

  private static void between(String key, long value, long least, long most)
      throws ConfigException {
    refuse(
        value < least || value > most,
        key + " cannot be " + value + ". Must be between " + least + " and " + most);
  }

  private static void atLeastZero(String key, long value) throws ConfigException {
    refuse(value < 0, key + " cannot be " + value + ". Must be greater than or equal to zero");
  }

  private static boolean isJsonObject(String text) {
    try {
      return JsonReader.readWhole(text) instanceof JsonValue.Obj;
    } catch (DecodeException notJson) {
      return false;
    }
  }

  private static boolean isWebAddress(String text) {
    return text.startsWith("http://") || text.startsWith("https://");
  }

  private boolean isTrue(String key) {
    return settings.at(key).orElse(false).equals(true);
  }

  private long number(String key, long otherwise) {
    return settings.at(key).map(n -> ((Number) n).longValue()).orElse(otherwise);
  }

  private static void refuse(boolean broken, String text) throws ConfigException {
    if (broken) {
      throw new ConfigException(text);
    }
  }
}
