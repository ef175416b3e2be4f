package praetor.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static praetor.http.api.RunningAgents.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.tls.TestCertificates;
import tools.jackson.databind.node.ObjectNode;

/** Who does not belong here is told so, in one line on each side; texts of Consul 1.21.4. */
class RefusalsIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String KEY = "MTIzNDU2Nzg5MDEyMzQ1Ng==";

  @TempDir Path folder;
  private TestCertificates files;
  private CapturedLog log;
  private final AgentPorts serverPorts = AgentPorts.free();
  private final List<InProcessAgent> running = new ArrayList<>();

  @BeforeEach
  void listen() throws IOException {
    files = TestCertificates.in(Files.createDirectories(folder.resolve("certs")));
    log = CapturedLog.of("agent");
  }

  @AfterEach
  void stop() {
    running.reversed().forEach(InProcessAgent::close);
    log.close();
  }

  private ObjectNode config(String name, AgentPorts ports) throws IOException {
    var own = Files.createDirectories(folder.resolve(name));
    return AgentConfig.server(own, ports).put("node_name", name).put("encrypt", KEY);
  }

  private ObjectNode rpc(ObjectNode config, String authority, String certificate) {
    return config
        .putObject("tls")
        .putObject("internal_rpc")
        .put("ca_file", files.certificate(authority).toString())
        .put("cert_file", files.certificate(certificate).toString())
        .put("key_file", files.key(certificate).toString());
  }

  private InProcessAgent server(ObjectNode config) throws IOException {
    var server = start(config);
    eventually(() -> server.put("/v1/kv/ready", "yes").status() == 200);
    return server;
  }

  private ObjectNode client(String name) throws IOException {
    var config = config(name, AgentPorts.free()).put("server", false).put("retry_interval", "1s");
    config.remove("bootstrap");
    config.putArray("retry_join").add("127.0.0.1:" + serverPorts.serfLan());
    return config;
  }

  private InProcessAgent start(ObjectNode config) throws IOException {
    var agent = InProcessAgent.start(folder, config);
    running.add(agent);
    return agent;
  }

  private void says(String text) {
    await().atMost(SOON).untilAsserted(() -> assertThat(log.text()).contains(text));
  }

  @Test
  void anotherGossipKeyIsNoWayIn() throws Exception {
    try (var gossip = CapturedLog.of("praetor.gossip")) {
      var server = server(config("server", serverPorts));
      start(client("stranger").put("encrypt", "AAAAAAAAAAAAAAAAAAAAAA=="));
      says("WARN Join cluster failed, will retry: cluster=LAN retry_interval=1s error=");
      assertThat(gossip.text() + log.text())
          .contains(
              "ERROR failed to receive: No installed keys could decrypt the message"
                  + " from=127.0.0.1:");
      assertThat(server.json("/v1/agent/members").size()).isEqualTo(1);
    }
  }

  @Test
  void noGossipKeyIsNoWayIn() throws Exception {
    try (var gossip = CapturedLog.of("praetor.gossip")) {
      var server = server(config("server", serverPorts));
      var config = client("stranger");
      config.remove("encrypt");
      start(config);
      says("WARN Join cluster failed, will retry: cluster=LAN retry_interval=1s error=");
      assertThat(gossip.text() + log.text())
          .contains(
              "ERROR failed to receive: Encryption is configured but remote state is not"
                  + " encrypted from=127.0.0.1:");
      assertThat(server.json("/v1/agent/members").size()).isEqualTo(1);
    }
  }

  @Test
  void anotherDatacenterIsRefused() throws Exception {
    try (var gossip = CapturedLog.of("praetor.gossip")) {
      var server = server(config("server", serverPorts));
      start(client("stranger").put("datacenter", "dc2"));
      says("Member 'server' part of wrong datacenter 'dc1'");
      assertThat(gossip.text() + log.text())
          .contains("Failed push/pull merge: Member 'stranger' part of wrong datacenter 'dc2'");
      assertThat(server.json("/v1/agent/members").size()).isEqualTo(1);
    }
  }

  @Test
  void anotherAuthorityIsNotTrusted() throws Exception {
    var config = config("server", serverPorts);
    rpc(config, "ca", "server").put("verify_incoming", true).put("verify_outgoing", true);
    server(config);
    var other = client("stranger");
    rpc(other, "other-ca", "other-client").put("verify_outgoing", true);
    var stranger = start(other);
    eventually(() -> stranger.json("/v1/agent/members").size() == 2);
    assertThat(stranger.get("/v1/kv/ready").text())
        .isEqualTo(
            "rpc error getting client: failed to get conn: x509: certificate signed by unknown"
                + " authority");
    says("ERROR TLS handshake failed: conn=from=127.0.0.1:");
    var trusting = client("trusting");
    rpc(trusting, "ca", "other-client").put("verify_outgoing", true);
    start(trusting);
    says("ERROR TLS handshake failed: conn=from=127.0.0.1:");
  }

  @Test
  void clearTextIsCutOffWhereCertificatesAreWanted() throws Exception {
    var config = config("server", serverPorts);
    rpc(config, "ca", "server").put("verify_incoming", true);
    server(config);
    var plain = start(client("plain"));
    eventually(() -> plain.json("/v1/agent/members").size() == 2);
    assertThat(plain.get("/v1/kv/ready").text())
        .matches("rpc error .*(EOF|broken pipe|connection reset by peer|session shutdown)");
    says("WARN Non-TLS connection attempted with VerifyIncoming set: conn=from=127.0.0.1:");
  }

  @Test
  void theIdOfAnotherNodeIsRefused() throws Exception {
    try (var gossip = CapturedLog.of("praetor.gossip")) {
      var server = server(config("server", serverPorts));
      var id = "4b5e2f3c-0000-4000-8000-000000000001";
      start(client("first").put("node_id", id));
      eventually(() -> server.json("/v1/health/node/first").size() == 1);
      start(client("second").put("node_id", id));
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(gossip.text() + log.text())
                      .contains("has conflicting node ID '" + id + "'"));
    }
  }

  @Test
  void ofTwoNodesOfOneNameTheCatalogKeepsTheFirst() throws Exception {
    try (var gossip = CapturedLog.of("praetor.gossip")) {
      var server = server(config("server", serverPorts));
      start(client("twin"));
      eventually(() -> server.json("/v1/health/node/twin").size() == 1);
      var first = server.json("/v1/catalog/node/twin").path("Node").path("ID").asString();
      var second = client("twin").put("node_id", "4b5e2f3c-0000-4000-8000-000000000002");
      second.put("data_dir", folder.resolve("second").toString());
      start(second);
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(gossip.text() + log.text())
                      .contains("Names must be unique!")
                      .contains("Name conflict for 'twin'"));
      assertThat(server.json("/v1/catalog/node/twin").path("Node").path("ID").asString())
          .isEqualTo(first);
    }
  }
}
