package praetor.cli.snapshot;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import praetor.model.DecodeException;
import praetor.model.HealthCheck;
import praetor.model.KvEntry;
import praetor.model.NodeService;
import praetor.model.RegisterRequest;
import praetor.model.codec.PackReader;
import praetor.state.archive.RecordKind;

/**
 * Names of what is in a snapshot: {@code kv:app/db}, {@code service:web/node1/web-1}, {@code
 * token:ACCESSOR}. What comes before the colon is also what {@code restore -only} takes, where it
 * can restore that alone.
 */
final class EntryName {
  /** Fields that make the name of a record, the first of them that is there. */
  private static final List<String> NAMING =
      List.of("AccessorID", "Key", "Name", "ID", "Node", "Datacenter", "Provider");

  private EntryName() {}

  /**
   * The name of a record.
   *
   * @param number its place, for records that have no name of their own
   */
  static String of(int type, PackReader in, long number) throws DecodeException {
    var kind = RecordKind.of(type);
    if (kind.isEmpty()) {
      return "unknown:" + type + "/" + number;
    }
    return switch (kind.get()) {
      case REGISTER -> registered(RegisterRequest.SHAPE.readPack(in));
      case KVS -> "kv:" + KvEntry.SHAPE.readPack(in).key().utf8();
      case SESSION -> "session:" + field(in, "ID", number);
      case TOMBSTONE -> "tombstone:" + field(in, "Key", number);
      case COORDINATES -> "coordinate:" + coordinate(in, number);
      case PREPARED_QUERY -> "query:" + field(in, "ID", number);
      case CONFIG_ENTRY -> "config:" + configEntry(in, number);
      case ACL_TOKEN -> "token:" + field(in, "AccessorID", number);
      case ACL_POLICY -> "policy:" + field(in, "Name", number);
      case ACL_ROLE -> "role:" + field(in, "Name", number);
      case ACL_BINDING_RULE -> "binding-rule:" + field(in, "ID", number);
      case ACL_AUTH_METHOD -> "auth-method:" + field(in, "Name", number);
      case INDEX -> "index:" + field(in, "Key", number);
      case VIRTUAL_IP, FREE_VIRTUAL_IP, PEERING, PEERING_TRUST_BUNDLE, PEERING_SECRET, RESOURCE ->
          word(kind.get()) + ":" + number;
      case LEGACY_ACL,
          AUTOPILOT,
          LEGACY_ACL_BOOTSTRAP,
          INTENTION,
          CA_ROOT,
          CA_PROVIDER_STATE,
          CA_CONFIG,
          CHUNKING,
          FEDERATION_STATE,
          SYSTEM_METADATA ->
          word(kind.get()) + ":" + named(in, number);
    };
  }

  private static String word(RecordKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String registered(RegisterRequest request) {
    var node =
        request.peerName().isEmpty() ? request.node() : request.peerName() + "/" + request.node();
    return request
        .service()
        .map(service -> service(service, node))
        .or(() -> request.check().map(check -> check(check, node)))
        .orElse("node:" + node);
  }

  private static String service(NodeService service, String node) {
    return "service:" + service.service() + "/" + node + "/" + service.id();
  }

  private static String check(HealthCheck check, String node) {
    return "check:" + node + "/" + check.checkId();
  }

  private static String coordinate(PackReader in, long number) throws DecodeException {
    return in.arrayHeader() == 0 ? Long.toString(number) : field(in, "Node", number);
  }

  private static String configEntry(PackReader in, long number) throws DecodeException {
    var request = new PackReader(in.raw());
    var kind = request.string();
    for (int left = request.mapHeader(); left > 0; left--) {
      boolean found = request.string().equals("Entry");
      if (found && request.peek() == PackReader.Kind.MAP) {
        return kind + "/" + texts(request).getOrDefault("Name", kind);
      }
      if (found && request.peek() == PackReader.Kind.RAW) {
        return kind + "/" + texts(new PackReader(request.raw())).getOrDefault("Name", kind);
      }
      request.skip();
    }
    return kind + "/" + number;
  }

  private static String field(PackReader in, String name, long number) throws DecodeException {
    var value = texts(in).getOrDefault(name, "");
    return value.isEmpty() ? Long.toString(number) : value;
  }

  private static String named(PackReader in, long number) throws DecodeException {
    var texts = texts(in);
    return NAMING.stream()
        .map(name -> texts.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse(Long.toString(number));
  }

  /** The fields of a map that are text. */
  private static Map<String, String> texts(PackReader in) throws DecodeException {
    Map<String, String> texts = new HashMap<>();
    if (in.peek() != PackReader.Kind.MAP) {
      return texts;
    }
    for (int left = in.mapHeader(); left > 0; left--) {
      var key = in.peek() == PackReader.Kind.RAW ? in.string() : skipped(in);
      if (in.peek() == PackReader.Kind.RAW) {
        texts.put(key, in.string());
      } else {
        in.skip();
      }
    }
    in.end();
    return texts;
  }

  private static String skipped(PackReader in) throws DecodeException {
    in.skip();
    return "";
  }
}
