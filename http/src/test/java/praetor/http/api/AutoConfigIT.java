package praetor.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static praetor.http.api.RunningAgents.eventually;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import praetor.model.tls.EcKeys;
import praetor.model.tls.Pem;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.net.RawRequest;
import praetor.testkit.tls.TestCertificates;
import tools.jackson.databind.node.ObjectNode;

/** Clients that know nothing but a token get keys, addresses and certificates from the servers. */
class AutoConfigIT {
  private static final String GOSSIP_KEY = "MTIzNDU2Nzg5MDEyMzQ1Ng==";

  @TempDir Path folder;
  private TestCertificates files;
  private KeyPair keys;
  @RegisterExtension final RunningAgents agents = new RunningAgents();
  private final AgentPorts serverPorts = AgentPorts.free();

  @BeforeEach
  void writeFiles() throws Exception {
    files = TestCertificates.in(Files.createDirectories(folder.resolve("certs")));
    keys = EcKeys.generate();
  }

  private ObjectNode config(String name, AgentPorts ports) throws IOException {
    var own = Files.createDirectories(folder.resolve(name));
    var config = AgentConfig.server(own, ports).put("node_name", name);
    config
        .putObject("tls")
        .putObject("internal_rpc")
        .put("ca_file", files.certificate("ca").toString())
        .put("verify_outgoing", true);
    return config;
  }

  private ObjectNode server() throws IOException {
    var config = config("server", serverPorts).put("encrypt", GOSSIP_KEY);
    ((ObjectNode) config.path("tls").path("internal_rpc"))
        .put("verify_incoming", true)
        .put("verify_server_hostname", true)
        .put("cert_file", files.certificate("server").toString())
        .put("key_file", files.key("server").toString());
    var rules =
        config
            .putObject("auto_config")
            .putObject("authorization")
            .put("enabled", true)
            .putObject("static")
            .put("bound_issuer", "tester");
    rules
        .putArray("jwt_validation_pub_keys")
        .add(Pem.text("PUBLIC KEY", keys.getPublic().getEncoded()));
    rules.putArray("bound_audiences").add("agents");
    rules.putObject("claim_mappings").put("node", "node_name");
    rules.putArray("claim_assertions").add("value.node_name == \"${node}\"");
    return config;
  }

  private ObjectNode client(AgentPorts ports, String introduced) throws Exception {
    var config = config("client", ports).put("server", false).put("retry_interval", "1s");
    config.remove("bootstrap");
    config
        .putObject("auto_config")
        .put("enabled", true)
        .put("intro_token", token(introduced))
        .putArray("server_addresses")
        .add("127.0.0.1:" + serverPorts.server());
    return config;
  }

  private String token(String node) throws Exception {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("tester")
            .audience("agents")
            .issueTime(Date.from(Instant.now().minusSeconds(5)))
            .expirationTime(Date.from(Instant.now().plusSeconds(600)))
            .claim("node", node)
            .build();
    var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims);
    jwt.sign(new ECDSASigner((ECPrivateKey) keys.getPrivate()));
    return jwt.serialize();
  }

  @Test
  void aClientGetsWhatItNeedsAndKeepsIt() throws Exception {
    var server = agents.praetor(folder, server());
    eventually(() -> server.put("/v1/kv/ready", "yes").status() == 200);
    var config = client(AgentPorts.free(), "client");
    try (var client = InProcessAgent.start(folder, config)) {
      eventually(() -> client.put("/v1/kv/app/x", "hello").status() == 200);
      assertThat(client.agent().config().join().encryptKey()).contains(GOSSIP_KEY);
    }
    var kept = folder.resolve("client/data/auto-config.json");
    assertThat(Files.getPosixFilePermissions(kept)).hasSize(2);
    // Its token is worth nothing now, and is not needed.
    ((ObjectNode) config.path("auto_config")).put("intro_token", "spent");
    var again = agents.praetor(folder, config);
    eventually(() -> again.get("/v1/kv/app/x?raw").text().equals("hello"));
  }

  @Test
  void aTokenForAnotherNodeIsRefused() throws Exception {
    var server = agents.praetor(folder, server());
    eventually(() -> server.put("/v1/kv/ready", "yes").status() == 200);
    var config = client(AgentPorts.free(), "other");
    try (var log = CapturedLog.of("agent.auto_config")) {
      var starting =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      agents.praetor(folder, config);
                    } catch (IOException cutOff) {
                      assertThat(cutOff).hasMessage("interrupted while waiting for servers");
                    }
                  });
      eventually(() -> log.text().contains("Permission denied: Failed JWT claim assertion"));
      starting.interrupt();
      starting.join();
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(
      named = "CONSUL_BIN",
      matches = ".+",
      disabledReason = "CONSUL_BIN names no Consul to live with")
  void aClientOfConsulIsConfiguredByOurServer() throws Exception {
    var server = agents.praetor(folder, server());
    eventually(() -> server.put("/v1/kv/ready", "yes").status() == 200);
    var ports = AgentPorts.free();
    var client = agents.consul(folder, client(ports, "client"));
    eventually(
        () -> client.send(RawRequest.of("PUT", "/v1/kv/app/x").body("hello")).status() == 200);
    eventually(() -> server.json("/v1/health/node/client").size() == 1);
  }

  @Test
  @EnabledIfEnvironmentVariable(
      named = "CONSUL_BIN",
      matches = ".+",
      disabledReason = "CONSUL_BIN names no Consul to live with")
  void aClientOfOursIsConfiguredByAServerOfConsul() throws Exception {
    var server = agents.consul(folder, server());
    eventually(() -> server.send(RawRequest.of("PUT", "/v1/kv/ready").body("yes")).status() == 200);
    var client = agents.praetor(folder, client(AgentPorts.free(), "client"));
    eventually(() -> client.put("/v1/kv/app/x", "hello").status() == 200);
    assertThat(server.send(RawRequest.of("GET", "/v1/kv/app/x?raw")).text()).isEqualTo("hello");
  }
}
