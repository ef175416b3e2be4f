package praetor.gossip.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.model.Bytes;

/**
 * The keys of a gossip pool: the first one, the primary, encrypts; all decrypt. Immutable.
 *
 * @param keys AES keys of 16, 24 or 32 bytes; empty means no encryption
 */
public record Keyring(List<Bytes> keys) {
  public static final Keyring NONE = new Keyring(List.of());

  public Keyring {
    keys = List.copyOf(keys);
    for (var key : keys) {
      if (!isValid(key)) {
        throw new IllegalArgumentException("key size must be 16, 24 or 32 bytes");
      }
    }
  }

  public static boolean isValid(Bytes key) {
    return key.length() == 16 || key.length() == 24 || key.length() == 32;
  }

  public boolean isEmpty() {
    return keys.isEmpty();
  }

  public Optional<Bytes> primary() {
    return keys.isEmpty() ? Optional.empty() : Optional.of(keys.getFirst());
  }

  /** With one more key, which becomes the primary only if it is the first. */
  public Keyring with(Bytes key) {
    if (keys.contains(key)) {
      return this;
    }
    var more = new ArrayList<>(keys);
    more.add(key);
    return new Keyring(more);
  }

  /** With that key as the primary; empty if it is not installed. */
  public Optional<Keyring> using(Bytes key) {
    if (!keys.contains(key)) {
      return Optional.empty();
    }
    var sorted = new ArrayList<Bytes>();
    sorted.add(key);
    keys.stream().filter(k -> !k.equals(key)).forEach(sorted::add);
    return Optional.of(new Keyring(sorted));
  }

  /** Without a key, which must not be the primary. */
  public Keyring without(Bytes key) {
    return new Keyring(keys.stream().filter(k -> !k.equals(key)).toList());
  }

  /** How many keys there are: the keys themselves are nobody's business. */
  @Override
  public String toString() {
    return "Keyring[" + keys.size() + " keys]";
  }
}
