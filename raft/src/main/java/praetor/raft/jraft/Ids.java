package praetor.raft.jraft;

import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.util.Endpoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Server ids as SOFAJRaft's peers: the id stands where it expects a host. */
final class Ids {

  /** SOFAJRaft wants one; addresses come from the address book. */
  private static final int NO_PORT = 0;

  private Ids() {}

  static PeerId peer(String id) {
    return new PeerId(id, NO_PORT);
  }

  static String id(PeerId peer) {
    return peer.getIp();
  }

  static String id(Endpoint endpoint) {
    return endpoint.getIp();
  }

  /** SOFAJRaft says null, or an empty peer, for nobody. */
  static Optional<String> known(@Nullable PeerId peer) {
    return peer == null || peer.isEmpty() ? Optional.empty() : Optional.of(id(peer));
  }
}
