package praetor.raft;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where servers are reached: peers are named by node id, so that an address may change without a
 * change of membership. Asked by many threads, at every dial; must not block.
 */
@FunctionalInterface
public interface AddressBook {

  Optional<InetSocketAddress> addressOf(String id);
}
