package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/**
 * Looks at or changes the keys of the gossip pools.
 *
 * @param operation one of the constants
 * @param key in Base64
 * @param localOnly leaves out the pool of all datacenters' servers
 * @param forwarded whether a server asks the server of another pool
 * @param relayFactor how many members repeat each answer
 */
public record KeyringRead(
    String operation, String key, boolean localOnly, boolean forwarded, int relayFactor) {
  public static final Shape<KeyringRead> SHAPE =
      Shape.<KeyringRead>of("structs.KeyringRequest")
          .field("Operation", STRING, KeyringRead::operation)
          .field("Key", STRING, KeyringRead::key)
          .field("LocalOnly", BOOL, KeyringRead::localOnly)
          .field("Forwarded", BOOL, KeyringRead::forwarded)
          .field("RelayFactor", INT, KeyringRead::relayFactor)
          .build(v -> new KeyringRead(v.next(), v.next(), v.next(), v.next(), v.next()));

  public static final String LIST = "list";
  public static final String INSTALL = "install";
  public static final String USE = "use";
  public static final String REMOVE = "remove";
}
