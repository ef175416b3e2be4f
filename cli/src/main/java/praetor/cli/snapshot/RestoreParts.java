package praetor.cli.snapshot;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import praetor.cli.command.CommandException;
import praetor.client.Query;
import praetor.model.DecodeException;
import praetor.state.command.RestoreScope;

/**
 * The parts that a restore is for.
 *
 * @param only as {@link RestoreScope} reads them; empty for everything
 * @param as the prefix that keys get in place of theirs; empty for their own
 */
record RestoreParts(List<String> only, String as) {
  private static final String KEYS = "kv:";

  RestoreParts {
    only = List.copyOf(only);
  }

  boolean everything() {
    return only.isEmpty();
  }

  void check() throws CommandException {
    try {
      RestoreScope.parseAll(only);
    } catch (DecodeException wrong) {
      throw new CommandException("Error! " + wrong.getMessage());
    }
    if (!as.isEmpty() && (only.size() != 1 || !only.getFirst().startsWith("kv"))) {
      throw new CommandException("Error! -as is for keys: it needs one -only kv:PREFIX");
    }
  }

  Query query() {
    var query = Query.NONE;
    for (var part : only) {
      query = query.and("only", part);
    }
    return as.isEmpty() ? query : query.and("as", as);
  }

  /** How entries of the snapshot are called once they are restored. */
  Function<String, Optional<String>> restoredNames() {
    return name -> holds(name) ? Optional.of(renamed(name)) : Optional.empty();
  }

  /** Which entries of the present state a restore replaces. */
  Function<String, Optional<String>> replacedNames(Contents restored) {
    return name ->
        as.isEmpty()
            ? Optional.of(name).filter(this::holds)
            : Optional.of(name).filter(restored::has);
  }

  private String renamed(String name) {
    if (as.isEmpty()) {
      return name;
    }
    var prefix = only.getFirst().equals("kv") ? KEYS : only.getFirst();
    return KEYS + as + name.substring(prefix.length());
  }

  private boolean holds(String name) {
    return only.isEmpty() || only.stream().anyMatch(part -> holds(part, name));
  }

  private static boolean holds(String part, String name) {
    return switch (part) {
      case "kv" -> name.startsWith(KEYS);
      case "acl" ->
          List.of("token:", "policy:", "role:", "binding-rule:", "auth-method:").stream()
              .anyMatch(name::startsWith);
      case "query" -> name.startsWith("query:");
      case "config" -> name.startsWith("config:") || name.startsWith("intention:");
      default -> name.startsWith(part.startsWith(KEYS) ? part : part + "/");
    };
  }
}
