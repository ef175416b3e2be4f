package praetor.state.archive;

import praetor.model.DecodeException;
import praetor.model.codec.PackReader;

/**
 * What a restore refuses beforehand, because no version of Consul that we know can have meant it.
 * Source: the same ends the leader of a Consul 1.21.4 datacenter in a panic, with these words.
 */
public final class RestoreRules {
  private static final int ENTERPRISE_FROM = 64;

  private RestoreRules() {}

  /**
   * Checks a record.
   *
   * @throws DecodeException why it is refused
   */
  public static void check(int type, PackReader value) throws DecodeException {
    var kind = RecordKind.of(type);
    if (kind.isEmpty() && type >= ENTERPRISE_FROM) {
      throw new DecodeException(
          "msg type %d is a Consul Enterprise log entry. Consul CE cannot restore it"
              .formatted(type));
    }
    if (kind.isEmpty()) {
      throw new DecodeException("Unrecognized msg type " + type);
    }
    switch (kind.get()) {
      case LEGACY_ACL ->
          throw new DecodeException(
              "Unrecognized msg type %d: tokens of before Consul 1.4".formatted(type));
      case CONFIG_ENTRY -> checkConfigEntry(value);
      default -> {
        // Read by a table, or kept.
      }
    }
  }

  private static void checkConfigEntry(PackReader value) throws DecodeException {
    var kind = ConfigEntryKinds.kindOf(value);
    if (!ConfigEntryKinds.knownTo(Target.PRAETOR, kind)) {
      throw new DecodeException("invalid config entry kind: " + kind);
    }
  }
}
