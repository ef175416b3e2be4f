package praetor.agent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.connect.LeafCertificates;
import praetor.model.connect.CaRoots;
import praetor.model.connect.IssuedCert;
import praetor.model.connect.SpiffeId;
import praetor.model.tls.AlternativeNames;
import praetor.model.tls.CertificateRequest;
import praetor.model.tls.EcKeys;
import praetor.model.tls.Pem;
import praetor.state.WatchSet;

/** The built-in authority; forms and times as in certificates of Consul 1.21.4. */
class CaEndpointTest {
  private static final Caller CALLER = Caller.unrestricted();

  private final DirectServer server = new DirectServer();
  private final CaSetup setup = new CaSetup(server.context());
  private final CaEndpoint authority = new CaEndpoint(server.context());

  private CaRoots started() {
    setup.start();
    await().until(() -> !roots().roots().isEmpty());
    return roots();
  }

  private CaRoots roots() {
    return server.store.view().caRoots(WatchSet.none()).value();
  }

  private IssuedCert sign(KeyPair keys, String uri) throws Exception {
    return authority.sign(CertificateRequest.create(keys, uri), CALLER).join();
  }

  private static X509Certificate certificate(String pem) throws Exception {
    return Pem.certificates(pem).getFirst();
  }

  @Test
  void aLeaderMakesTheAuthorityOnce() throws Exception {
    var made = started();
    setup.stop();
    setup.start();
    assertThat(roots()).isEqualTo(made);
    var root = made.roots().getFirst();
    assertThat(root.id()).isEqualTo(made.activeRootId()).matches("([0-9a-f]{2}:){19}[0-9a-f]{2}");
    assertThat(made.trustDomain()).isEqualTo(root.externalTrustDomain() + ".consul");
    var certificate = certificate(root.rootCert());
    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
    assertThat(certificate.getSubjectX500Principal().getName())
        .matches("CN=pri-[a-z2-7]{8}\\.consul\\.ca\\.[0-9a-f]{8}\\.consul");
    assertThat(certificate.getSubjectAlternativeNames().iterator().next())
        .isEqualTo(List.of(6, "spiffe://" + made.trustDomain()));
    assertThat(Duration.between(root.notBefore(), root.notAfter()))
        .isEqualTo(Duration.ofDays(3650));
  }

  private IssuedCert signAgent(SpiffeId.Agent agent, String dnsName) throws Exception {
    var names = new AlternativeNames(List.of(dnsName), List.of(), List.of(agent.uri()));
    var request = CertificateRequest.create(EcKeys.generate(), names);
    return authority.sign(request, CALLER).join();
  }

  @Test
  void anAgentThatDoesNotKnowTheTrustDomainIsPlacedInIt() throws Exception {
    var roots = started();
    var stranger = new SpiffeId.Agent(SpiffeId.Agent.UNKNOWN_DOMAIN, "dc1", "web-1");
    var issued = signAgent(stranger, "web-1.example");
    var placed = new SpiffeId.Agent(roots.trustDomain(), "dc1", "web-1");
    assertThat(issued.agent()).isEqualTo("web-1");
    assertThat(issued.agentUri()).isEqualTo(placed.uri());
    assertThat(issued.service()).isEmpty();
    assertThat(certificate(issued.certPem()).getSubjectAlternativeNames())
        .containsExactly(List.of(2, "web-1.example"), List.of(6, placed.uri()));
  }

  @Test
  void anAgentCannotHaveTheNameOfAServer() {
    started();
    var agent = new SpiffeId.Agent(SpiffeId.Agent.UNKNOWN_DOMAIN, "dc1", "web-1");
    for (var name : List.of("server.dc1.consul", "SERVER.dc2.consul", "*.dc1.consul")) {
      assertThatThrownBy(() -> signAgent(agent, name))
          .isInstanceOf(RequestException.class)
          .hasMessage("CSR SAN contains the name of a server: " + name);
    }
  }

  @Test
  void aServiceGetsACertificateThatTheRootVerifies() throws Exception {
    var roots = started();
    var keys = EcKeys.generate();
    var id = new SpiffeId.Service(roots.trustDomain(), "default", "dc1", "web");
    var issued = sign(keys, id.uri());
    var certificate = certificate(issued.certPem());
    certificate.verify(certificate(roots.roots().getFirst().rootCert()).getPublicKey());
    assertThat(certificate.getPublicKey()).isEqualTo(keys.getPublic());
    assertThat(certificate.getSubjectX500Principal().getName()).isEmpty();
    assertThat(certificate.getCriticalExtensionOIDs()).contains("2.5.29.17");
    assertThat(certificate.getSubjectAlternativeNames().iterator().next())
        .isEqualTo(List.of(6, id.uri()));
    assertThat(certificate.getExtendedKeyUsage())
        .containsExactly("1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1");
    assertThat(issued.service()).isEqualTo("web");
    assertThat(issued.serviceUri()).isEqualTo(id.uri());
    assertThat(issued.validAfter()).isBefore(server.clock.now());
    assertThat(Duration.between(issued.validAfter(), issued.validBefore()))
        .isEqualTo(Duration.ofHours(72));
    assertThat(certificate.getSerialNumber().longValue()).isEqualTo(issued.createIndex());
    assertThat(sign(keys, id.uri()).serialNumber()).isNotEqualTo(issued.serialNumber());
  }

  @Test
  void whatIsNotOfThisPlaceIsRefused() throws Exception {
    var domain = started().trustDomain();
    assertThat(
            List.of(
                refusal("spiffe://other.consul/ns/default/dc/dc1/svc/web"),
                refusal("spiffe://" + domain + "/ns/default/dc/dc2/svc/web"),
                refusal("spiffe://" + domain + "/ns/default/dc/dc1/svc/a/b"),
                refusal("spiffe://" + domain)))
        .containsExactly(
            "SPIFFE ID in CSR from a different trust domain: other.consul, we are " + domain,
            "SPIFFE ID in CSR from a different datacenter: dc2, we are dc1",
            "SPIFFE ID is not in the expected format: spiffe://"
                + domain
                + "/ns/default/dc/dc1/svc/a/b",
            "SPIFFE ID in CSR must be a service or agent ID");
    assertThatThrownBy(() -> authority.sign("nonsense", CALLER))
        .isInstanceOf(RequestException.class)
        .hasMessage("no PEM-encoded data found");
  }

  private String refusal(String uri) throws Exception {
    var request = CertificateRequest.create(EcKeys.generate(), uri);
    try {
      authority.sign(request, CALLER).join();
      return "signed";
    } catch (RequestException e) {
      return String.valueOf(e.getMessage());
    } catch (CompletionException e) {
      return String.valueOf(e.getCause());
    }
  }

  @Test
  void withoutAnAuthorityNothingIsSigned() throws Exception {
    assertThat(refusal("spiffe://x.consul/ns/default/dc/dc1/svc/web"))
        .isEqualTo("CA is uninitialized and unable to sign certificates yet: no root certificate");
  }

  @Test
  void aCertificateIsKeptUntilItHasToBeRenewedOrAnotherAuthoritySigns() {
    var roots = started();
    var leaves = new LeafCertificates(authority, "dc1", server.clock);
    var first = leaves.find("web", roots, CALLER);
    assertThat(first.hit()).isFalse();
    assertThat(first.certificate().privateKeyPem()).startsWith("-----BEGIN EC PRIVATE KEY-----");
    server.clock.advance(Duration.ofHours(1));
    var kept = leaves.find("web", roots, CALLER);
    assertThat(kept.hit()).isTrue();
    assertThat(kept.age()).isEqualTo(Duration.ofHours(1));
    assertThat(kept.certificate()).isEqualTo(first.certificate());
    assertThat(leaves.find("other", roots, CALLER).hit()).isFalse();
    var another = new CaRoots("another", roots.trustDomain(), roots.roots());
    assertThat(leaves.find("web", another, CALLER).hit()).isFalse();
    server.clock.advance(Duration.ofHours(60));
    assertThat(leaves.find("web", another, CALLER).hit()).isFalse();
  }

  @Test
  void aCertificateIsForSomething() {
    var leaves = new LeafCertificates(authority, "dc1", server.clock);
    assertThatThrownBy(() -> leaves.find("", roots(), CALLER))
        .hasMessage("URI must be either service, agent, server, or kind");
  }
}
