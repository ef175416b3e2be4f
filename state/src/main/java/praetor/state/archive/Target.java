package praetor.state.archive;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import praetor.model.DecodeException;
import praetor.model.codec.PackReader;

/**
 * Who is to restore an archive.
 *
 * <p>A record that a Consul server does not know ends its leader in a panic, so that an archive for
 * one must hold nothing else than it knows. Source: Consul 1.10.0 and 1.21.4, observed.
 */
public enum Target {
  CONSUL_1_10("consul-1.10"),
  CONSUL_1_21("consul-1.21"),
  /** Takes everything. */
  PRAETOR("praetor");

  private final String word;

  Target(String word) {
    this.word = word;
  }

  /** The target with that name. */
  public static Optional<Target> named(String word) {
    return Arrays.stream(values()).filter(target -> target.word.equals(word)).findFirst();
  }

  /** All names, for people. */
  public static String words() {
    return Arrays.stream(values()).map(Target::word).collect(Collectors.joining(", "));
  }

  public String word() {
    return word;
  }

  /** Whether indexes of the catalog bear the prefix of local data: since peerings exist. */
  public boolean prefixesIndexes() {
    return this != CONSUL_1_10;
  }

  /** Whether data imported from peers, in records of older kinds, means to it what it is. */
  public boolean knowsPeers() {
    return this != CONSUL_1_10;
  }

  /**
   * Whether it restores a record.
   *
   * @param value reads the record's value, and is not moved by the caller's needs
   */
  public boolean restores(int type, PackReader value) {
    var kind = RecordKind.of(type);
    if (this == PRAETOR) {
      return true;
    }
    if (kind.isEmpty() || !kind.get().restoredBy(this)) {
      return false;
    }
    if (kind.get() != RecordKind.CONFIG_ENTRY) {
      return true;
    }
    try {
      return ConfigEntryKinds.knownTo(this, ConfigEntryKinds.kindOf(value));
    } catch (DecodeException _) {
      // What cannot be read here cannot be read there.
      return false;
    }
  }
}
