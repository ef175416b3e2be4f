package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigInteger;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.model.tls.TlsMaterial;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessAgent;
import praetor.testkit.net.FreePorts;
import tools.jackson.databind.node.ObjectNode;

/**
 * An agent over HTTPS, its callers and its renewals, with certificates of our own commands only.
 */
@Timeout(180)
class HttpsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir static Path pki;
  @TempDir Path folder;

  private final int port = FreePorts.next();
  private ObjectNode config;
  private ProcessAgent agent;

  @BeforeAll
  static void makeCertificates() throws Exception {
    make("tls", "ca", "create");
    make("tls", "cert", "create", "-server", "-dc", "dc1");
    make("tls", "cert", "create", "-server", "-dc", "dc1");
    make("tls", "cert", "create", "-cli");
  }

  private static void make(String... words) throws Exception {
    var made = Console.run(pki, Program.command(), words);
    assertThat(made.exitCode()).as(made.output()).isZero();
  }

  @BeforeEach
  void configure() throws IOException {
    config = AgentConfig.server(folder, AgentPorts.free());
    ((ObjectNode) config.path("ports")).put("https", port);
    config
        .putObject("tls")
        .putObject("https")
        .put("cert_file", folder.resolve("own.pem").toString())
        .put("key_file", folder.resolve("own-key.pem").toString())
        .put("ca_file", pki.resolve("consul-agent-ca.pem").toString())
        .put("verify_incoming", true);
    install("dc1-server-consul-0");
  }

  @AfterEach
  void stop() {
    agent.close();
  }

  private Api start() throws Exception {
    agent = Program.launcher().start(folder, config);
    agent.awaitLeader();
    // The port of HTTP opens before, if only by a moment.
    await()
        .atMost(PATIENCE)
        .ignoreException(ConnectException.class)
        .until(() -> shown().signum() > 0);
    return new Api(agent.httpUri());
  }

  /** Puts a certificate where the agent looks for its own. */
  private void install(String name) throws IOException {
    Files.copy(
        pki.resolve(name + ".pem"), folder.resolve("own.pem"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        pki.resolve(name + "-key.pem"),
        folder.resolve("own-key.pem"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** The number of the certificate that new connections see. */
  private BigInteger shown() throws Exception {
    var factory = TlsMaterial.NONE.trusting().getSocketFactory();
    try (var socket = (SSLSocket) factory.createSocket("127.0.0.1", port)) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }
  }

  private static String file(String name) {
    return pki.resolve(name).toString();
  }

  private Map<String, String> environment() {
    return Map.of(
        "CONSUL_HTTP_ADDR",
        "127.0.0.1:" + port,
        "CONSUL_HTTP_SSL",
        "true",
        "CONSUL_CACERT",
        file("consul-agent-ca.pem"),
        "CONSUL_CLIENT_CERT",
        file("dc1-cli-consul-0.pem"),
        "CONSUL_CLIENT_KEY",
        file("dc1-cli-consul-0-key.pem"),
        "CONSUL_TLS_SERVER_NAME",
        "server.dc1.consul");
  }

  private Console.Ended run(Map<String, String> environment, String... words) throws Exception {
    return Console.run(folder, Program.command(), environment, words);
  }

  @Test
  void commandsReachAnAgentThatVerifiesItsCallers() throws Exception {
    start();
    var members = run(environment(), "members");
    assertThat(members.output()).contains("n1").contains("alive");
    assertThat(members.exitCode()).isZero();

    var put =
        run(
            Map.of(),
            "kv",
            "put",
            "-http-addr=https://127.0.0.1:" + port,
            "-ca-file=" + file("consul-agent-ca.pem"),
            "-client-cert=" + file("dc1-cli-consul-0.pem"),
            "-client-key=" + file("dc1-cli-consul-0-key.pem"),
            "-tls-server-name=server.dc1.consul",
            "colour",
            "green");
    assertThat(put.output()).isEqualTo("Success! Data written to: colour\n");

    var unverified = new HashMap<>(environment());
    unverified.remove("CONSUL_CACERT");
    unverified.remove("CONSUL_TLS_SERVER_NAME");
    unverified.put("CONSUL_HTTP_SSL_VERIFY", "false");
    assertThat(run(unverified, "kv", "get", "colour").output()).isEqualTo("green\n");

    var authorities = new HashMap<>(environment());
    authorities.remove("CONSUL_CACERT");
    var folderOfOne = Files.createDirectory(folder.resolve("authorities"));
    Files.copy(pki.resolve("consul-agent-ca.pem"), folderOfOne.resolve("ca.pem"));
    authorities.put("CONSUL_CAPATH", folderOfOne.toString());
    assertThat(run(authorities, "kv", "get", "colour").output()).isEqualTo("green\n");
  }

  @Test
  void whoHasNoCertificateOrTrustsAnotherNameIsToldSo() throws Exception {
    start();
    var nobody = new HashMap<>(environment());
    nobody.remove("CONSUL_CLIENT_CERT");
    nobody.remove("CONSUL_CLIENT_KEY");
    var refused = run(nobody, "kv", "get", "colour");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output())
        .startsWith("Error querying Consul agent: Get \"https://127.0.0.1:" + port);

    var elsewhere = new HashMap<>(environment());
    elsewhere.put("CONSUL_TLS_SERVER_NAME", "server.dc2.consul");
    assertThat(run(elsewhere, "kv", "get", "colour").exitCode()).isEqualTo(1);
  }

  @Test
  void aRenewedCertificateIsTakenOverByAReloadAndAWrongOneIsNot() throws Exception {
    var api = start();
    var first = shown();
    install("dc1-server-consul-1");
    assertThat(shown()).as("before the reload").isEqualTo(first);
    api.accepted("/v1/agent/reload", "");
    var second = shown();
    assertThat(second).isNotEqualTo(first);

    Files.writeString(folder.resolve("own.pem"), "garbage");
    var refused = api.put("/v1/agent/reload", "");
    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.text())
        .isEqualTo(
            "Failed reloading tls configuration: Failed to load cert/key pair: tls: failed to find"
                + " any PEM data in certificate input");
    assertThat(shown()).isEqualTo(second);

    install("dc1-server-consul-0");
    new ProcessBuilder("kill", "-HUP", Long.toString(agent.pid())).start().waitFor();
    await().atMost(PATIENCE).until(() -> shown().equals(first));
  }

  @Test
  void changedFilesAreTakenOverByThemselvesWhereThatIsAskedFor() throws Exception {
    config.put("auto_reload_config", true);
    var api = start();
    var first = shown();
    install("dc1-server-consul-1");
    await().atMost(PATIENCE).until(() -> !shown().equals(first));

    Files.writeString(folder.resolve("own.pem"), "garbage");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                agent.log().stream()
                    .anyMatch(line -> line.contains("error loading config: error=Failed reload")));
    assertThat(shown()).isNotEqualTo(first);
    install("dc1-server-consul-0");
    await().atMost(PATIENCE).until(() -> shown().equals(first));

    config.putObject("service").put("name", "web");
    Files.writeString(configFile(), config.toString());
    await().atMost(PATIENCE).until(() -> api.json("/v1/agent/services").has("web"));
  }

  private Path configFile() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".json")).findFirst().orElseThrow();
    }
  }

  @Test
  void aSocketInTheFileSystemSpeaksHttps() throws Exception {
    var socket = folder.resolve("https.sock");
    config.putObject("addresses").put("https", "127.0.0.1 unix://" + socket);
    config.putObject("unix_sockets").put("mode", "0600");
    start();
    // It opens after the port that the start was waited for.
    await()
        .atMost(PATIENCE)
        .until(() -> Files.exists(socket) && Files.getPosixFilePermissions(socket).size() == 2);
    assertThat(shown()).isPositive();
  }
}
