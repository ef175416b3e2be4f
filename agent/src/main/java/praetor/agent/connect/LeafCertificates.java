package praetor.agent.connect;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import praetor.agent.RequestException;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Caller;
import praetor.agent.servers.Certificates;
import praetor.agent.servers.Replies;
import praetor.model.Clock;
import praetor.model.connect.CaRoots;
import praetor.model.connect.IssuedCert;
import praetor.model.connect.SpiffeId;
import praetor.model.tls.CertificateRequest;
import praetor.model.tls.EcKeys;

/**
 * The certificates of this agent's services: asked for when somebody wants one, kept until it has
 * to be renewed or another authority signs. Keys are made here and leave the agent with the answer
 * alone. Safe for any thread; asking blocks.
 */
public final class LeafCertificates {
  private static final int ENTRIES_MAX = 1_024;

  /** A certificate is renewed when so much of its life is over. Source: within Consul's range. */
  private static final double RENEWED_AFTER = 0.7;

  private final Certificates authority;
  private final String datacenter;
  private final Clock clock;
  // In the order of use. Guarded by itself.
  private final Map<Key, Slot> slots =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Slot> eldest) {
          return size() > ENTRIES_MAX;
        }
      };

  private record Key(String service, Authorizer authorizer) {}

  /** One asks for the certificate, the others wait for what it gets. */
  private static final class Slot {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Kept kept;
  }

  private record Kept(IssuedCert certificate, String rootId, Instant since) {
    Instant renewal() {
      var life = Duration.between(certificate.validAfter(), certificate.validBefore());
      return certificate.validAfter().plusMillis((long) (life.toMillis() * RENEWED_AFTER));
    }
  }

  /**
   * A certificate with where it came from.
   *
   * @param hit whether it was there already
   * @param age how long ago it came
   * @param untilRenewal how long it is answered at most
   */
  public record Found(IssuedCert certificate, boolean hit, Duration age, Duration untilRenewal) {}

  public LeafCertificates(Certificates authority, String datacenter, Clock clock) {
    this.authority = authority;
    this.datacenter = datacenter;
    this.clock = clock;
  }

  /**
   * The certificate of a service, signed now if need be.
   *
   * @param roots as they are now
   * @throws RequestException the authority refuses
   */
  public Found find(String service, CaRoots roots, Caller caller) {
    if (service.isEmpty()) {
      throw RequestException.failed("URI must be either service, agent, server, or kind");
    }
    var slot = slot(new Key(service, caller.authorizer()));
    slot.lock.lock();
    try {
      var now = clock.now();
      var known = slot.kept;
      if (known != null
          && known.rootId().equals(roots.activeRootId())
          && now.isBefore(known.renewal())) {
        return found(known, true, now);
      }
      var fresh = new Kept(ask(service, roots.trustDomain(), caller), roots.activeRootId(), now);
      slot.kept = fresh;
      return found(fresh, false, now);
    } finally {
      slot.lock.unlock();
    }
  }

  private static Found found(Kept kept, boolean hit, Instant now) {
    return new Found(
        kept.certificate(),
        hit,
        Duration.between(kept.since(), now),
        Duration.between(now, kept.renewal()));
  }

  private Slot slot(Key key) {
    synchronized (slots) {
      return slots.computeIfAbsent(key, _ -> new Slot());
    }
  }

  private IssuedCert ask(String service, String trustDomain, Caller caller) {
    var id = new SpiffeId.Service(trustDomain, "default", datacenter, service);
    try {
      var keys = EcKeys.generate();
      CompletableFuture<IssuedCert> signed =
          authority.sign(CertificateRequest.create(keys, id.uri()), caller);
      return Replies.await(signed).withPrivateKey(EcKeys.pem(keys));
    } catch (GeneralSecurityException e) {
      throw RequestException.failed(String.valueOf(e.getMessage()));
    }
  }
}
