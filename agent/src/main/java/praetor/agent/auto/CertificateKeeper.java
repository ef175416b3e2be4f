package praetor.agent.auto;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.servers.Replies;
import praetor.agent.servers.Servers;
import praetor.agent.tls.AgentTls;
import praetor.model.Clock;
import praetor.model.connect.CaRoots;
import praetor.model.connect.SpiffeId;

/**
 * Keeps the certificate that the servers gave this agent: asks for the next one before its end and
 * when another authority signs, and begins as a stranger again when it came too late. Its state is
 * owned by the thread of its watch.
 *
 * <p>Source: calls of Consul 1.21.4 client agents: ConnectCA.Roots and ConnectCA.Sign.
 */
public final class CertificateKeeper implements RootsWatch.Look, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent.auto_config");
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final AgentTls tls;
  private final AutoSettings settings;
  private final SpiffeId.Agent agent;
  private final CertificateSource source;
  private final Servers servers;
  private final Supplier<Caller> caller;
  private final Clock clock;
  private final RootsWatch watch;
  private Given given;

  /** What a keeper is made with. */
  record Surroundings(
      AgentTls tls,
      AutoSettings settings,
      String datacenter,
      String node,
      CertificateSource source,
      Clock clock) {}

  /**
   * Takes over a certificate.
   *
   * @param caller the agent, for calls
   */
  CertificateKeeper(
      Given given, Surroundings surroundings, Servers servers, Supplier<Caller> caller) {
    this.given = given;
    tls = surroundings.tls();
    settings = surroundings.settings();
    agent = new SpiffeId.Agent("", surroundings.datacenter(), surroundings.node());
    source = surroundings.source();
    clock = surroundings.clock();
    this.servers = servers;
    this.caller = caller;
    watch = RootsWatch.start(servers, caller, this);
  }

  @Override
  public Duration patience() {
    var left = Duration.between(clock.now(), given.renewal());
    return left.compareTo(LONGEST) > 0 ? LONGEST : left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  @Override
  public void seen(CaRoots roots) {
    boolean over = !clock.now().isBefore(given.renewal());
    boolean signedByAnother = !roots.activeRootId().equals(given.roots().activeRootId());
    if (over || signedByAnother) {
      renew(roots);
    } else if (!roots.equals(given.roots())) {
      take(given.with(given.certificate(), roots));
    }
  }

  private void renew(CaRoots roots) {
    try {
      var id = new SpiffeId.Agent(roots.trustDomain(), agent.datacenter(), agent.node());
      var request = AgentRequest.create(id, settings);
      var signed = Replies.await(servers.certificates().sign(request.pem(), caller.get()));
      take(given.with(request.complete(signed), roots));
      LOG.info("renewed the certificate of this agent: until={}", signed.validBefore());
    } catch (RequestException | GeneralSecurityException e) {
      LOG.warn("the certificate of this agent cannot be renewed now: error={}", e.getMessage());
    }
  }

  /** Without a valid certificate no server listens: it begins anew. */
  @Override
  public void missed() {
    if (!given.isOver(clock.now())) {
      return;
    }
    try {
      source.again().ifPresent(this::take);
    } catch (GeneralSecurityException e) {
      LOG.error("no new certificate can be asked for", e);
    }
  }

  private void take(Given next) {
    try {
      tls.take(next.toTls());
      given = next;
    } catch (GeneralSecurityException e) {
      LOG.error("the servers gave a certificate that cannot be used: error={}", e.getMessage());
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
