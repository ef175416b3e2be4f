package praetor.cli.agent;

import java.util.StringJoiner;
import praetor.agent.config.AgentConfig;
import praetor.agent.config.TlsConfig;

/**
 * The opening lines of an agent, with the fields that scripts look for.
 *
 * <p>Source: standard output of Consul 1.21.4; the warnings about bootstrapping are those of older
 * versions, whose words people search.
 */
final class Banner {

  private static final int LABEL_WIDTH = 22;

  private final AgentConfig config;
  private final StringBuilder text = new StringBuilder();

  private Banner(AgentConfig config) {
    this.config = config;
  }

  static String of(AgentConfig config) {
    return new Banner(config).text();
  }

  private String text() {
    warnings();
    text.append("==> Praetor ").append(BuildInfo.praetorVersion());
    text.append(", compatible with Consul ").append(BuildInfo.CONSUL_VERSION).append('\n');
    text.append("==> Starting Consul agent...\n");
    identity();
    addresses();
    line("Gossip Encryption", String.valueOf(config.join().encryptKey().isPresent()));
    line("Auto-Encrypt-TLS", String.valueOf(isTrue("auto_encrypt.tls")));
    line("ACL Enabled", String.valueOf(config.acl().enabled()));
    line("Reporting Enabled", "false");
    line("ACL Default Policy", config.acl().defaultPolicy());
    tls();
    return text.append("\n==> Log data will now stream in as it occurs:\n\n").toString();
  }

  private void warnings() {
    if (config.role().bootstrap()) {
      text.append("==> WARNING: Bootstrap mode enabled! Do not enable unless necessary\n");
    }
    if (config.role().bootstrapExpect() > 0) {
      text.append("==> WARNING: Expect Mode enabled, expecting ");
      text.append(config.role().bootstrapExpect()).append(" servers\n");
    }
  }

  private void identity() {
    var node = config.node();
    var server = config.role().server();
    line("Version", quoted(BuildInfo.consulVersion()));
    line("Build Date", quoted(BuildInfo.buildDate().replace("T", " ").replace("Z", " +0000 UTC")));
    line("Node ID", quoted(node.id().orElse("")));
    line("Node name", quoted(node.name()));
    line("Datacenter", quoted(node.datacenter()) + " (Segment: '" + (server ? "<all>" : "") + "')");
    line("Server", server + " (Bootstrap: " + config.role().bootstrap() + ")");
  }

  private void addresses() {
    var ports = config.ports();
    var client = String.join(" ", config.addresses().client());
    line(
        "Client Addr",
        "[%s] (HTTP: %s, HTTPS: %s, gRPC: %s, gRPC-TLS: %s, DNS: %s)"
            .formatted(
                client, ports.http(), ports.https(), ports.grpc(), ports.grpcTls(), ports.dns()));
    line(
        "Cluster Addr",
        "%s (LAN: %s, WAN: %s)"
            .formatted(config.addresses().advertise(), ports.serfLan(), ports.serfWan()));
  }

  private void tls() {
    line("HTTPS TLS", verify(config.tls().https(), true, false));
    line("gRPC TLS", verify(config.tls().grpc(), false, false));
    line("Internal RPC TLS", verify(config.tls().internalRpc(), true, true));
  }

  private static String verify(TlsConfig.Protocol tls, boolean outgoing, boolean hostname) {
    var parts = new StringJoiner(", ");
    parts.add("Verify Incoming: " + tls.verifyIncoming());
    if (outgoing) {
      var host = " (Verify Hostname: " + tls.verifyServerHostname() + ")";
      parts.add("Verify Outgoing: " + tls.verifyOutgoing() + (hostname ? host : ""));
    }
    return parts.add("Min Version: " + tls.minVersion().text()).toString();
  }

  private boolean isTrue(String key) {
    return config.settings().at(key).orElse(false).equals(true);
  }

  private void line(String label, String value) {
    text.append(" ".repeat(LABEL_WIDTH - label.length())).append(label).append(": ");
    text.append(value).append('\n');
  }

  private static String quoted(String value) {
    return "'" + value + "'";
  }
}
