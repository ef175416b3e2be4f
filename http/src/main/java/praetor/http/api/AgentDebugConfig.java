package praetor.http.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import praetor.agent.Version;
import praetor.agent.config.AgentConfig;
import praetor.agent.config.CheckDefinition;
import praetor.agent.config.ServiceDefinition;
import praetor.agent.config.TlsConfig;
import praetor.model.GoDuration;
import praetor.model.codec.Codec;
import praetor.model.codec.Codecs;
import praetor.model.codec.JsonWriter;

/**
 * The {@code DebugConfig} of /v1/agent/self: the configuration in force, under Consul's names as
 * far as Praetor has the setting; secrets are hidden.
 */
final class AgentDebugConfig {
  private static final Codec<List<String>> TEXTS = Codecs.list(Codecs.STRING);

  private AgentDebugConfig() {}

  static void write(AgentConfig config, AgentBuild build, JsonWriter out) {
    out.beginObject();
    node(config, out);
    ports(config, out);
    dns(config, out);
    checks(config, out);
    limits(config, out);
    http(config, out);
    tls(config.tls(), out);
    out.name("Praetor").value(build.version());
    out.name("Version").value(Version.CONSUL);
    out.endObject();
  }

  private static void node(AgentConfig config, JsonWriter out) {
    var role = config.role();
    var acl = config.acl();
    out.name("ACLsEnabled").value(acl.enabled());
    out.name("ACLInitialManagementToken").value("hidden");
    out.name("AdvertiseAddrLAN").value(config.addresses().advertise());
    out.name("AdvertiseAddrWAN").value(config.addresses().advertiseWan());
    out.name("BindAddr").value(config.addresses().bind());
    out.name("Bootstrap").value(role.bootstrap());
    out.name("BootstrapExpect").value(role.bootstrapExpect());
    texts("ClientAddrs", config.addresses().client(), out);
    out.name("DataDir").value(config.dataDir().map(Object::toString).orElse(""));
    out.name("Datacenter").value(config.node().datacenter());
    out.name("DevMode").value(role.dev());
    out.name("EncryptKey").value("hidden");
    out.name("LeaveOnTerm").value(config.leaveOnTerminate());
    out.name("NodeID").value(config.node().id().orElse(""));
    out.name("NodeMeta");
    Codecs.map(Codecs.STRING).writeJson(config.node().meta(), out);
    out.name("NodeName").value(config.node().name());
    out.name("PidFile").value(config.pidFile().map(Object::toString).orElse(""));
    out.name("PrimaryDatacenter").value(config.node().primaryDatacenter());
    out.name("RaftProtocol").value(3);
    out.name("ServerMode").value(role.server());
    out.name("SkipLeaveOnInt").value(config.skipLeaveOnInterrupt());
    out.name("TranslateWANAddrs").value(config.translateWanAddrs());
    out.name("LogLevel").value(config.log().level());
  }

  private static void ports(AgentConfig config, JsonWriter out) {
    var ports = config.ports();
    out.name("DNSPort").value(ports.dns());
    texts("DNSAddrs", listeners("udp", config.addresses().dns(), ports.dns()), out);
    out.name("GRPCPort").value(ports.grpc());
    out.name("GRPCTLSPort").value(ports.grpcTls());
    out.name("HTTPPort").value(ports.http());
    texts("HTTPAddrs", listeners("tcp", config.addresses().http(), ports.http()), out);
    out.name("HTTPSPort").value(ports.https());
    texts("HTTPSAddrs", listeners("tcp", config.addresses().https(), ports.https()), out);
    out.name("SerfPortLAN").value(ports.serfLan());
    out.name("SerfPortWAN").value(ports.serfWan());
    out.name("ServerPort").value(ports.server());
  }

  private static void dns(AgentConfig config, JsonWriter out) {
    var dns = config.dns();
    out.name("DNSDomain").value(dns.domain() + ".");
    out.name("DNSAltDomain").value(dns.altDomain().map(domain -> domain + ".").orElse(""));
    out.name("DNSAllowStale").value(dns.allowStale());
    duration("DNSMaxStale", dns.maxStale(), out);
    duration("DNSNodeTTL", dns.nodeTtl(), out);
    out.name("DNSOnlyPassing").value(dns.onlyPassing());
    out.name("DNSEnableTruncate").value(dns.enableTruncate());
    out.name("DNSUDPAnswerLimit").value(dns.udpAnswerLimit());
    out.name("DNSARecordLimit").value(dns.aRecordLimit());
    duration("DNSRecursorTimeout", dns.recursorTimeout(), out);
    texts("DNSRecursors", config.recursors(), out);
  }

  private static void checks(AgentConfig config, JsonWriter out) {
    var check = config.check();
    out.name("CheckOutputMaxSize").value(check.outputMaxSize());
    duration("CheckUpdateInterval", check.updateInterval(), out);
    out.name("DiscardCheckOutput").value(check.discardOutput());
    out.name("EnableLocalScriptChecks").value(check.enableLocalScripts());
    out.name("EnableRemoteScriptChecks").value(check.enableScripts());
    texts("Services", config.services().stream().map(ServiceDefinition::id).toList(), out);
    texts("Checks", config.checks().stream().map(CheckDefinition::name).toList(), out);
  }

  private static void limits(AgentConfig config, JsonWriter out) {
    var limits = config.limits();
    out.name("HTTPMaxConnsPerClient").value(limits.httpMaxConnsPerClient());
    out.name("KVMaxValueSize").value(limits.kvMaxValueSize());
    out.name("TxnMaxReqLen").value(limits.txnMaxReqLen());
    duration("DefaultQueryTime", config.defaultQueryTime(), out);
    duration("MaxQueryTime", config.maxQueryTime(), out);
    duration("LeaveDrainTime", config.performance().leaveDrainTime(), out);
    duration("RPCHoldTimeout", config.performance().rpcHoldTimeout(), out);
  }

  private static void http(AgentConfig config, JsonWriter out) {
    var http = config.http();
    var socket = http.unixSocket();
    texts("AllowWriteHTTPFrom", http.allowWriteFrom(), out);
    texts("HTTPBlockEndpoints", http.blockEndpoints(), out);
    out.name("HTTPMaxHeaderBytes").value(http.maxHeaderBytes());
    out.name("HTTPResponseHeaders");
    Codecs.map(Codecs.STRING).writeJson(http.responseHeaders(), out);
    duration("HTTPSHandshakeTimeout", config.limits().httpsHandshakeTimeout(), out);
    out.name("HTTPUseCache").value(http.useCache());
    out.name("DisableHTTPUnprintableCharFilter").value(http.disableUnprintableCharFilter());
    out.name("UnixSocketGroup").value(socket.group());
    out.name("UnixSocketMode").value(socket.mode());
    out.name("UnixSocketUser").value(socket.user());
    out.name("AutoReloadConfig").value(config.autoReload());
  }

  private static void tls(TlsConfig tls, JsonWriter out) {
    out.name("TLS").beginObject();
    out.name("AutoTLS").value(tls.ownCertificateComes());
    protocol("GRPC", tls.grpc(), out);
    protocol("HTTPS", tls.https(), out);
    protocol("InternalRPC", tls.internalRpc(), out);
    out.endObject();
  }

  private static void protocol(String name, TlsConfig.Protocol protocol, JsonWriter out) {
    out.name(name).beginObject();
    out.name("CAFile").value(protocol.caFile().orElse(""));
    out.name("CAPath").value(protocol.caPath().orElse(""));
    out.name("CertFile").value(protocol.certFile().orElse(""));
    texts("CipherSuites", protocol.cipherSuites(), out);
    out.name("KeyFile").value("hidden");
    out.name("TLSMinVersion").value(protocol.minVersion().text());
    out.name("UseAutoCert").value(protocol.useAutoCert());
    out.name("VerifyIncoming").value(protocol.verifyIncoming());
    out.name("VerifyOutgoing").value(protocol.verifyOutgoing());
    out.name("VerifyServerHostname").value(protocol.verifyServerHostname());
    out.endObject();
  }

  private static List<String> listeners(String network, List<String> hosts, int port) {
    return port < 0
        ? List.of()
        : hosts.stream()
            .map(
                host ->
                    Optional.of(host)
                        .filter(text -> text.startsWith("unix://"))
                        .orElse(network + "://" + host + ":" + port))
            .toList();
  }

  private static void texts(String name, List<String> texts, JsonWriter out) {
    out.name(name);
    TEXTS.writeJson(texts, out);
  }

  private static void duration(String name, Duration duration, JsonWriter out) {
    out.name(name).value(GoDuration.format(duration));
  }
}
