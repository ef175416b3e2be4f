package praetor.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static praetor.http.api.RunningAgents.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.net.RawRequest;
import praetor.testkit.tls.TestCertificates;
import tools.jackson.databind.node.ObjectNode;

/** Clients without certificates of their own get them from the servers. */
class AutoEncryptIT {

  @TempDir Path folder;
  private TestCertificates files;
  @RegisterExtension final RunningAgents agents = new RunningAgents();
  private final AgentPorts serverPorts = AgentPorts.free();

  @BeforeEach
  void writeCertificates() throws IOException {
    files = TestCertificates.in(Files.createDirectories(folder.resolve("certs")));
  }

  private ObjectNode config(String name, AgentPorts ports) throws IOException {
    var own = Files.createDirectories(folder.resolve(name));
    var config = AgentConfig.server(own, ports).put("node_name", name);
    config
        .putObject("tls")
        .putObject("internal_rpc")
        .put("ca_file", files.certificate("ca").toString())
        .put("verify_incoming", true)
        .put("verify_outgoing", true)
        .put("verify_server_hostname", true);
    return config;
  }

  private ObjectNode server() throws IOException {
    var config = config("server", serverPorts);
    ((ObjectNode) config.path("tls").path("internal_rpc"))
        .put("cert_file", files.certificate("server").toString())
        .put("key_file", files.key("server").toString());
    config.putObject("auto_encrypt").put("allow_tls", true);
    return config;
  }

  private ObjectNode client(AgentPorts ports) throws IOException {
    var config = config("client", ports).put("server", false).put("retry_interval", "1s");
    config.remove("bootstrap");
    config.putArray("retry_join").add("127.0.0.1:" + serverPorts.serfLan());
    // Strangers ask the hosts of retry_join at the agent's own port of servers.
    ((ObjectNode) config.path("ports")).put("server", serverPorts.server());
    var auto = config.putObject("auto_encrypt").put("tls", true);
    auto.putArray("dns_san").add("client.example");
    auto.putArray("ip_san").add("10.1.2.3");
    return config;
  }

  private static X509Certificate certificate(InProcessAgent agent) {
    return agent.agent().tls().internalRpc().material().identity().orElseThrow().chain().getFirst();
  }

  @Test
  void aClientGetsACertificateAndRenewsIt() throws Exception {
    var config = server();
    // Certificates begin a minute before they are made: of these 90 seconds 30 are to come.
    config.putObject("connect").putObject("ca_config").put("leaf_cert_ttl", "90s");
    var server = agents.praetor(folder, config);
    eventually(() -> server.put("/v1/kv/ready", "yes").status() == 200);
    var client = agents.praetor(folder, client(AgentPorts.free()));
    eventually(() -> client.put("/v1/kv/app/x", "hello").status() == 200);
    assertThat(server.get("/v1/kv/app/x?raw").text()).isEqualTo("hello");
    var first = certificate(client);
    assertThat(first.getSubjectAlternativeNames())
        .contains(List.of(2, "localhost"), List.of(2, "client.example"), List.of(7, "10.1.2.3"))
        .anyMatch(
            name ->
                name.get(1) instanceof String uri
                    && uri.endsWith("/agent/client/dc/dc1/id/client"));
    eventually(() -> !certificate(client).equals(first));
    assertThat(client.put("/v1/kv/app/x", "again").status()).isEqualTo(200);
  }

  @Test
  void aServerThatGivesNoneSaysSo() throws Exception {
    var config = server();
    config.putObject("auto_encrypt").put("allow_tls", false);
    var server = agents.praetor(folder, config);
    eventually(() -> server.put("/v1/kv/ready", "yes").status() == 200);
    try (var log = CapturedLog.of("agent.auto_config")) {
      var starting = Thread.ofVirtual().start(() -> startInVain());
      eventually(
          () ->
              log.text()
                  .contains(
                      "error=\"rpcinsecure: error making call: AutoEncrypt.AllowTLS must be"
                          + " enabled in order to use this endpoint\""));
      starting.interrupt();
      starting.join();
    }
  }

  private void startInVain() {
    try {
      agents.praetor(folder, client(AgentPorts.free()));
    } catch (IOException cutOff) {
      assertThat(cutOff).hasMessage("interrupted while waiting for servers");
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(
      named = "CONSUL_BIN",
      matches = ".+",
      disabledReason = "CONSUL_BIN names no Consul to live with")
  void aClientOfConsulGetsACertificateFromOurServer() throws Exception {
    var server = agents.praetor(folder, server());
    eventually(() -> server.put("/v1/kv/ready", "yes").status() == 200);
    var ports = AgentPorts.free();
    var client = agents.consul(folder, client(ports));
    eventually(
        () -> client.send(RawRequest.of("PUT", "/v1/kv/app/x").body("hello")).status() == 200);
    assertThat(server.get("/v1/kv/app/x?raw").text()).isEqualTo("hello");
    eventually(() -> server.json("/v1/health/node/client").size() == 1);
  }

  @Test
  @EnabledIfEnvironmentVariable(
      named = "CONSUL_BIN",
      matches = ".+",
      disabledReason = "CONSUL_BIN names no Consul to live with")
  void aClientOfOursGetsACertificateFromAServerOfConsul() throws Exception {
    var server = agents.consul(folder, server());
    eventually(() -> server.send(RawRequest.of("PUT", "/v1/kv/ready").body("yes")).status() == 200);
    var client = agents.praetor(folder, client(AgentPorts.free()));
    eventually(() -> client.put("/v1/kv/app/x", "hello").status() == 200);
    assertThat(server.send(RawRequest.of("GET", "/v1/kv/app/x?raw")).text()).isEqualTo("hello");
  }
}
