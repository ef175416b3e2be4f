package praetor.state.archive;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The kinds of records in snapshots, by their type byte.
 *
 * <p>Source: snapshots of Consul 0.7.1, 1.10.0 and 1.21.4; the names are those that {@code consul
 * snapshot inspect} of 1.21.4 prints.
 */
public enum RecordKind {
  REGISTER(0, "Register", Restorers.ALL),
  KVS(2, "KVS", Restorers.ALL),
  SESSION(3, "Session", Restorers.ALL),
  /** Tokens before 1.4: 1.21.4 ends in a panic when it meets one. */
  LEGACY_ACL(4, "ACL", Restorers.UP_TO_1_10),
  TOMBSTONE(5, "Tombstone", Restorers.ALL),
  COORDINATES(6, "CoordinateBatchUpdate", Restorers.ALL),
  PREPARED_QUERY(7, "PreparedQuery", Restorers.ALL),
  AUTOPILOT(9, "Autopilot", Restorers.ALL),
  LEGACY_ACL_BOOTSTRAP(11, "ACLBootstrap", Restorers.UP_TO_1_10),
  /** Intentions before they were config entries. */
  INTENTION(12, "Intention", Restorers.ALL),
  CA_ROOT(13, "ConnectCA", Restorers.ALL),
  CA_PROVIDER_STATE(14, "ConnectCAProviderState", Restorers.ALL),
  CA_CONFIG(15, "ConnectCAConfig", Restorers.ALL),
  INDEX(16, "Index", Restorers.ALL),
  ACL_TOKEN(17, "ACLToken", Restorers.ALL),
  ACL_POLICY(19, "ACLPolicy", Restorers.ALL),
  CONFIG_ENTRY(22, "ConfigEntry", Restorers.ALL),
  ACL_ROLE(23, "ACLRole", Restorers.ALL),
  ACL_BINDING_RULE(25, "ACLBindingRule", Restorers.ALL),
  ACL_AUTH_METHOD(27, "ACLAuthMethod", Restorers.ALL),
  /** Parts of large log entries under way; always there, nearly always empty. */
  CHUNKING(29, "ChunkingState", Restorers.ALL),
  FEDERATION_STATE(30, "FederationState", Restorers.ALL),
  SYSTEM_METADATA(31, "SystemMetadata", Restorers.ALL),
  VIRTUAL_IP(32, "ServiceVirtualIP", Restorers.FROM_1_21),
  FREE_VIRTUAL_IP(33, "FreeVirtualIP", Restorers.FROM_1_21),
  PEERING(35, "Peering", Restorers.FROM_1_21),
  PEERING_TRUST_BUNDLE(38, "PeeringTrustBundle", Restorers.FROM_1_21),
  PEERING_SECRET(40, "PeeringSecret", Restorers.FROM_1_21),
  RESOURCE(42, "Resource", Restorers.FROM_1_21);

  /** The versions of Consul that take a record; Praetor takes all of them. */
  private enum Restorers {
    ALL,
    UP_TO_1_10,
    FROM_1_21
  }

  private static final Map<Integer, RecordKind> BY_TYPE = new HashMap<>();

  static {
    for (var kind : values()) {
      BY_TYPE.put(kind.type, kind);
    }
  }

  private final int type;
  private final String consulName;
  private final Restorers restorers;

  RecordKind(int type, String consulName, Restorers restorers) {
    this.type = type;
    this.consulName = consulName;
    this.restorers = restorers;
  }

  /** The kind behind a type byte; empty for one that no version of Consul writes. */
  public static Optional<RecordKind> of(int type) {
    return Optional.ofNullable(BY_TYPE.get(type));
  }

  /** The name of a type, also of one without a kind. */
  public static String nameOf(int type) {
    return of(type).map(RecordKind::consulName).orElse("Unknown(" + type + ")");
  }

  public int type() {
    return type;
  }

  /** As people know it from {@code snapshot inspect}. */
  public String consulName() {
    return consulName;
  }

  boolean restoredBy(Target target) {
    return switch (target) {
      case PRAETOR -> true;
      case CONSUL_1_10 -> restorers != Restorers.FROM_1_21;
      case CONSUL_1_21 -> restorers != Restorers.UP_TO_1_10;
    };
  }
}
