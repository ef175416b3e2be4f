package praetor.agent.server;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.acl.Caller;
import praetor.agent.acl.Resource;
import praetor.agent.connect.BuiltInAuthority;
import praetor.agent.connect.CaRootsGet;
import praetor.agent.servers.Certificates;
import praetor.model.DecodeException;
import praetor.model.GoDuration;
import praetor.model.codec.JsonValue;
import praetor.model.connect.CaConfig;
import praetor.model.connect.CaRoot;
import praetor.model.connect.IssuedCert;
import praetor.model.connect.SpiffeId;
import praetor.model.tls.CertificateRequest;
import praetor.state.Outcome;
import praetor.state.WatchSet;
import praetor.state.command.CaRequest;

/** Signs certificates with the authority in the state. */
final class CaEndpoint implements Certificates {
  static final String LEAF_TTL = "LeafCertTTL";
  private static final Duration LEAF_TTL_USUAL = Duration.ofDays(3);

  private final ServerContext context;

  CaEndpoint(ServerContext context) {
    this.context = context;
  }

  @Override
  public CompletableFuture<IssuedCert> sign(String request, Caller caller) {
    if (!context.config().connect().enabled()) {
      throw RequestException.failed(CaRootsGet.DISABLED);
    }
    var read = parse(request);
    if (read.uris().size() != 1) {
      throw RequestException.failed("CSR SAN contains an invalid number of URIs: " + read.uris());
    }
    var uri = read.uris().getFirst();
    var id = service(uri);
    caller.authorizer().require(Resource.SERVICE, id.service(), Access.WRITE);
    var config = config();
    checkPlace(id, config);
    return context
        .proposer()
        .propose(CaRequest.nextSerial())
        .thenApplyAsync(
            outcome ->
                signed(new BuiltInAuthority.Asked(read.key(), id, uri, serial(outcome)), config),
            // Not on raft's thread.
            task -> Thread.ofVirtual().name("certificate").start(task));
  }

  private static CertificateRequest parse(String request) {
    try {
      return CertificateRequest.parse(request);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw RequestException.failed(String.valueOf(e.getMessage()));
    }
  }

  private static SpiffeId.Service service(String uri) {
    var id =
        SpiffeId.parse(uri)
            .orElseThrow(
                () -> RequestException.failed("SPIFFE ID is not in the expected format: " + uri));
    if (id instanceof SpiffeId.Service service) {
      return service;
    }
    throw RequestException.failed("SPIFFE ID in CSR must be a service ID");
  }

  private CaConfig config() {
    return context
        .store()
        .view()
        .caConfig(new WatchSet())
        .value()
        .orElseThrow(() -> RequestException.failed(NOT_READY));
  }

  private static final String NOT_READY =
      "CA is uninitialized and unable to sign certificates yet: no root certificate";

  private void checkPlace(SpiffeId.Service id, CaConfig config) {
    if (!id.trustDomain().equalsIgnoreCase(config.trustDomain())) {
      throw RequestException.failed(
          "SPIFFE ID in CSR from a different trust domain: %s, we are %s"
              .formatted(id.trustDomain(), config.trustDomain()));
    }
    if (!id.datacenter().equals(context.datacenter())) {
      throw RequestException.failed(
          "SPIFFE ID in CSR from a different datacenter: %s, we are %s"
              .formatted(id.datacenter(), context.datacenter()));
    }
  }

  private static long serial(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Numbered(long number) -> number;
      case Outcome.Refused(var reason) -> throw RequestException.failed(reason);
      case Outcome.Done _,
          Outcome.Answered _,
          Outcome.SessionCreated _,
          Outcome.IpsAssigned _,
          Outcome.TxnDone _,
          Outcome.TxnFailed _,
          Outcome.Restored _ ->
          throw new IllegalStateException("drawing a serial number came to " + outcome);
    };
  }

  private IssuedCert signed(BuiltInAuthority.Asked asked, CaConfig config) {
    var view = context.store().view();
    var secret =
        view.caRoots(new WatchSet()).value().roots().stream()
            .filter(CaRoot::active)
            .findFirst()
            .flatMap(view::caProviderState)
            .orElseThrow(() -> RequestException.failed(NOT_READY));
    try {
      return BuiltInAuthority.sign(secret, asked, context.clock().now(), leafTtl(config));
    } catch (GeneralSecurityException e) {
      throw RequestException.failed("error signing leaf certificate: " + e.getMessage());
    }
  }

  private static Duration leafTtl(CaConfig config) {
    if (config.config().get(LEAF_TTL) instanceof JsonValue.Str(var text)) {
      try {
        return GoDuration.parse(text);
      } catch (DecodeException e) {
        throw RequestException.failed("the authority's LeafCertTTL: " + e.getMessage());
      }
    }
    return LEAF_TTL_USUAL;
  }
}
