package praetor.agent.server;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
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
import praetor.model.tls.AlternativeNames;
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
    if (read.names().uris().size() != 1) {
      throw RequestException.failed(
          "CSR SAN contains an invalid number of URIs: " + read.names().uris());
    }
    var config = config();
    var asked = asked(read, config.trustDomain(), caller);
    return context
        .proposer()
        .propose(CaRequest.nextSerial())
        .thenApplyAsync(
            outcome ->
                signed(
                    new BuiltInAuthority.Asked(
                        read.key(), asked.id(), asked.names(), serial(outcome)),
                    config),
            // Not on raft's thread.
            task -> Thread.ofVirtual().name("certificate").start(task));
  }

  /** Whom a certificate is to be for, and the names that it is to have. */
  private record Wanted(SpiffeId id, AlternativeNames names) {}

  private Wanted asked(CertificateRequest read, String trustDomain, Caller caller) {
    var uri = read.names().uris().getFirst();
    return switch (id(uri)) {
      case SpiffeId.Service service -> {
        caller.authorizer().require(Resource.SERVICE, service.service(), Access.WRITE);
        checkPlace(service.trustDomain(), service.datacenter(), trustDomain);
        yield new Wanted(service, AlternativeNames.uri(uri));
      }
      case SpiffeId.Agent agent -> {
        caller.authorizer().require(Resource.NODE, agent.node(), Access.WRITE);
        checkNames(read.names());
        var domain = agent.isPlaced() ? agent.trustDomain() : trustDomain;
        checkPlace(domain, agent.datacenter(), trustDomain);
        var placed = new SpiffeId.Agent(trustDomain, agent.datacenter(), agent.node());
        yield new Wanted(placed, read.names().withUri(placed.uri()));
      }
      case SpiffeId.MeshGateway _, SpiffeId.Server _, SpiffeId.Signing _ ->
          throw RequestException.failed("SPIFFE ID in CSR must be a service or agent ID");
    };
  }

  private static CertificateRequest parse(String request) {
    try {
      return CertificateRequest.parse(request);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw RequestException.failed(String.valueOf(e.getMessage()));
    }
  }

  /** Whoever could call itself a server would be taken for one. */
  private void checkNames(AlternativeNames names) {
    var ofServers = "." + context.config().dns().domain().toLowerCase(Locale.ROOT);
    for (var name : names.dnsNames()) {
      var lower = name.toLowerCase(Locale.ROOT);
      boolean server = lower.startsWith("server.") || lower.startsWith("*.");
      if (server && lower.endsWith(ofServers)) {
        throw RequestException.failed("CSR SAN contains the name of a server: " + name);
      }
    }
  }

  private static SpiffeId id(String uri) {
    return SpiffeId.parse(uri)
        .orElseThrow(
            () -> RequestException.failed("SPIFFE ID is not in the expected format: " + uri));
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

  private void checkPlace(String trustDomain, String datacenter, String ownDomain) {
    if (!trustDomain.equalsIgnoreCase(ownDomain)) {
      throw RequestException.failed(
          "SPIFFE ID in CSR from a different trust domain: %s, we are %s"
              .formatted(trustDomain, ownDomain));
    }
    if (!datacenter.equals(context.datacenter())) {
      throw RequestException.failed(
          "SPIFFE ID in CSR from a different datacenter: %s, we are %s"
              .formatted(datacenter, context.datacenter()));
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
