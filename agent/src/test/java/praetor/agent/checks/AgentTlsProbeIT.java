package praetor.agent.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.model.tls.Identity;
import praetor.model.tls.Pem;
import praetor.model.tls.TlsMaterial;
import praetor.testkit.tls.TestCertificates;

/** Checks of targets that want to see a certificate: {@code enable_agent_tls_for_checks}. */
class AgentTlsProbeIT {
  @TempDir Path folder;

  private TestCertificates files;
  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    files = TestCertificates.in(folder);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var context = material("server").verifying();
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            var wanted = getSSLContext().getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private TlsMaterial material(String name) throws Exception {
    var identity =
        Identity.parse(
            Files.readString(files.certificate(name)), Files.readString(files.key(name)));
    var authorities = Pem.certificates(Files.readString(files.certificate("ca")));
    return new TlsMaterial(Optional.of(identity), authorities);
  }

  private CheckResult run(ProbeTls tls) throws InterruptedException {
    var check =
        Checks.of(
            "{'HTTP': 'https://127.0.0.1:%d/', 'Interval': '1s'}"
                .formatted(server.getAddress().getPort()));
    return CheckKinds.of(check).orElseThrow().probe(check, 4_096, tls).run();
  }

  @Test
  void theAgentsCertificateIsShownAndItsAuthoritiesAreTrusted() throws Exception {
    var own = material("client");
    assertThat(run(new ProbeTls(() -> own, "server.dc1.consul")).status()).isEqualTo("passing");
  }

  @Test
  void withoutItNobodyIsTrustedWhomTheSystemDoesNotTrust() throws Exception {
    assertThat(run(ProbeTls.NONE).status()).isEqualTo("critical");
  }

  @Test
  void theCertificateOfAnotherAuthorityIsRefusedByTheTarget() throws Exception {
    var trusted = material("client").authorities();
    var strange = new TlsMaterial(material("other-client").identity(), trusted);
    assertThat(run(new ProbeTls(() -> strange, "server.dc1.consul")).status())
        .isEqualTo("critical");
  }
}
