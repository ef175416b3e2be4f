package praetor.state.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.state.archive.RecordKind;

/** A part of a snapshot: {@code kv:app/}, {@code service:web}, {@code acl}, {@code query}. */
public sealed interface RestoreScope {
  /** The keys below a prefix; all of them below the empty one. */
  record Keys(Bytes prefix) implements RestoreScope {}

  /** The instances of a service with their checks, and the nodes that they need. */
  record Service(String name) implements RestoreScope {}

  /** Everything of some kinds. */
  record Kinds(Set<RecordKind> kinds) implements RestoreScope {
    public Kinds {
      kinds = Set.copyOf(kinds);
    }
  }

  /**
   * Reads one.
   *
   * @throws DecodeException what is wrong with it, for people
   */
  static RestoreScope parse(String text) throws DecodeException {
    if (text.equals("kv")) {
      return new Keys(Bytes.EMPTY);
    }
    if (text.startsWith("kv:")) {
      return new Keys(Bytes.utf8(text.substring("kv:".length())));
    }
    if (text.startsWith("service:") && text.length() > "service:".length()) {
      return new Service(text.substring("service:".length()));
    }
    return switch (text) {
      case "acl" ->
          new Kinds(
              Set.of(
                  RecordKind.ACL_TOKEN,
                  RecordKind.ACL_POLICY,
                  RecordKind.ACL_ROLE,
                  RecordKind.ACL_BINDING_RULE,
                  RecordKind.ACL_AUTH_METHOD));
      case "query" -> new Kinds(Set.of(RecordKind.PREPARED_QUERY));
      case "config" -> new Kinds(Set.of(RecordKind.CONFIG_ENTRY, RecordKind.INTENTION));
      default ->
          throw new DecodeException(
              "unknown part \"%s\": use kv:PREFIX, service:NAME, acl, query or config"
                  .formatted(text));
    };
  }

  /** Reads several. */
  static List<RestoreScope> parseAll(List<String> texts) throws DecodeException {
    var scopes = new ArrayList<RestoreScope>();
    for (var text : texts) {
      scopes.add(parse(text));
    }
    return List.copyOf(scopes);
  }

  /** Whether a record has something to do with this part. */
  default boolean needs(int type) {
    return switch (this) {
      case Keys _ -> type == RecordKind.KVS.type();
      case Service _ -> type == RecordKind.REGISTER.type();
      case Kinds(var kinds) -> kinds.stream().anyMatch(kind -> kind.type() == type);
    };
  }
}
