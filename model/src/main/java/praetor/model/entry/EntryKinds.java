package praetor.model.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import praetor.model.entry.EntryType.Flag;
import praetor.model.entry.EntryType.Ignored;
import praetor.model.entry.EntryType.ListOf;
import praetor.model.entry.EntryType.MapOf;
import praetor.model.entry.EntryType.Struct;
import praetor.model.entry.EntryType.Text;

/**
 * The kinds of config entries.
 *
 * <p>Source: the public reference of configuration entries; the answers of Consul 1.21.4, vectors
 * config-entries and config-errors, for what JSON shows of them and in which order.
 */
public final class EntryKinds {
  public static final String EXPORTED_SERVICES = "exported-services";
  public static final String MESH = "mesh";
  public static final String PROXY_DEFAULTS = "proxy-defaults";
  public static final String TERMINATING_GATEWAY = "terminating-gateway";

  /** Those that exist, but that this version keeps only as it finds them in snapshots. */
  private static final Set<String> WITHOUT_FIELDS =
      Set.of(
          "service-defaults",
          PROXY_DEFAULTS,
          MESH,
          "api-gateway",
          "bound-api-gateway",
          "file-system-certificate",
          "http-route",
          "ingress-gateway",
          "inline-certificate",
          "jwt-provider",
          "sameness-group",
          "service-intentions",
          "service-resolver",
          "service-router",
          "service-splitter",
          "tcp-route");

  private static final EntryField KIND = always(EntryKind.KIND, new Text());
  private static final EntryField NAME = always(EntryKind.NAME, new Text());
  private static final EntryField META = field("Meta", new MapOf(new Text()));

  private static final Map<String, EntryKind> KINDS = new LinkedHashMap<>();

  static {
    add(many(EXPORTED_SERVICES, KIND, NAME, list("Services", exportedService()), META));
    add(many(TERMINATING_GATEWAY, KIND, NAME, alwaysList("Services", linkedService()), META));
  }

  private EntryKinds() {}

  /** The declaration of a kind, if this version has one. */
  public static Optional<EntryKind> find(String kind) {
    return Optional.ofNullable(KINDS.get(kind));
  }

  /** Whether Consul 1.21 knows a kind. */
  public static boolean exists(String kind) {
    return KINDS.containsKey(kind) || WITHOUT_FIELDS.contains(kind);
  }

  private static void add(EntryKind kind) {
    KINDS.put(kind.name(), kind);
  }

  private static EntryKind many(String name, EntryField... fields) {
    return new EntryKind(name, List.of(fields), "", false);
  }

  private static Struct exportedService() {
    return struct(
        text("Name"),
        field("Namespace", new Ignored()),
        list("Consumers", struct(text("Partition"), text("Peer"), text("SamenessGroup"))));
  }

  private static Struct linkedService() {
    return struct(
        text("Name"),
        text("CAFile"),
        text("CertFile"),
        text("KeyFile"),
        text("SNI"),
        flag("DisableAutoHostRewrite"));
  }

  private static Struct struct(EntryField... fields) {
    return new Struct(false, List.of(fields));
  }

  private static EntryField field(String name, EntryType type) {
    return new EntryField(name, type, false);
  }

  private static EntryField always(String name, EntryType type) {
    return new EntryField(name, type, true);
  }

  private static EntryField text(String name) {
    return field(name, new Text());
  }

  private static EntryField flag(String name) {
    return field(name, new Flag());
  }

  private static EntryField list(String name, EntryType element) {
    return field(name, new ListOf(element));
  }

  private static EntryField alwaysList(String name, EntryType element) {
    return always(name, new ListOf(element));
  }
}
