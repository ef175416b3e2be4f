package praetor.state;

import java.util.List;
import java.util.Optional;
import praetor.model.PreparedQuery;
import praetor.state.command.PreparedQueryRequest;

/**
 * Prepared queries. One with a session ends with it. Names are compared without regard to case, and
 * no two queries share one, nor has one the id of another for its name.
 *
 * <p>Source: texts of Consul 1.21.4, vector query-crud.
 */
final class PreparedQueryTable {
  private static final Table.Index<PreparedQuery> BY_NAME =
      new Table.Index<>(
          "name", row -> row.name().isEmpty() ? List.of() : List.of(Keys.of(row.name())));

  /** Also the one without a name, which answers for every name. */
  private static final Table.Index<PreparedQuery> TEMPLATES =
      new Table.Index<>(
          "template", row -> row.isTemplate() ? List.of(Keys.of(row.name())) : List.of());

  private static final Table.Index<PreparedQuery> BY_SESSION =
      new Table.Index<>(
          "session", row -> row.session().isEmpty() ? List.of() : List.of(Keys.of(row.session())));

  static final Table<PreparedQuery> TABLE =
      Table.<PreparedQuery>named(IndexTable.PREPARED_QUERIES)
          .key(row -> UuidKey.of(row.id()))
          .modifyIndex(PreparedQuery::modifyIndex)
          .index(BY_NAME)
          .index(TEMPLATES)
          .index(BY_SESSION)
          .snapshot(SnapshotPart.of(7, PreparedQuery.SHAPE));

  private static final byte[] BEHIND_EVERY_ID = {(byte) 0xff};

  private PreparedQueryTable() {}

  static Outcome apply(WriteTxn txn, PreparedQueryRequest request) {
    return switch (request.op()) {
      case PreparedQueryRequest.CREATE, PreparedQueryRequest.UPDATE -> set(txn, request.query());
      case PreparedQueryRequest.DELETE -> {
        delete(txn, request.query().id());
        yield new Outcome.Done();
      }
      default -> new Outcome.Refused("Invalid PreparedQuery operation '" + request.op() + "'");
    };
  }

  private static Outcome set(WriteTxn txn, PreparedQuery query) {
    if (query.id().isEmpty()) {
      return new Outcome.Refused("Missing prepared query ID");
    }
    var fault = nameFault(txn, query).or(() -> sessionFault(txn, query));
    if (fault.isEmpty() && query.isTemplate()) {
      fault = templateFault(query);
    }
    if (fault.isPresent()) {
      return new Outcome.Refused(fault.get());
    }
    long created = find(txn, query.id()).map(PreparedQuery::createIndex).orElse(txn.index());
    txn.put(TABLE, query.withIndexes(created, txn.index()));
    changed(txn, query.id());
    return new Outcome.Done();
  }

  private static Optional<String> nameFault(Tables tables, PreparedQuery query) {
    var name = query.name();
    if (name.isEmpty()) {
      return query.isTemplate() && isOther(template(tables, ""), query)
          ? Optional.of("a query template with an empty name already exists")
          : Optional.empty();
    }
    if (isOther(byName(tables, name), query)) {
      return Optional.of("name '" + name + "' aliases an existing query name");
    }
    return UuidKey.problem(name).isEmpty() && find(tables, name).isPresent()
        ? Optional.of("name '" + name + "' aliases an existing query ID")
        : Optional.empty();
  }

  private static boolean isOther(Optional<PreparedQuery> found, PreparedQuery query) {
    return found.filter(other -> !other.id().equalsIgnoreCase(query.id())).isPresent();
  }

  private static Optional<String> sessionFault(Tables tables, PreparedQuery query) {
    var session = query.session();
    return session.isEmpty() || SessionTable.find(tables, session).isPresent()
        ? Optional.empty()
        : Optional.of("invalid session " + GoText.quoted(session));
  }

  private static Optional<String> templateFault(PreparedQuery query) {
    try {
      QueryTemplate.compile(query);
      return Optional.empty();
    } catch (TemplateException e) {
      return Optional.of("failed compiling template: " + e.getMessage());
    }
  }

  private static void delete(WriteTxn txn, String id) {
    if (find(txn, id).isPresent()) {
      txn.delete(TABLE, UuidKey.of(id));
      changed(txn, id);
    }
  }

  /** Ends the queries of a session. */
  static void sessionGone(WriteTxn txn, String session) {
    txn.rows(TABLE, BY_SESSION)
        .listBelow(Keys.of(session))
        .forEach(query -> delete(txn, query.id()));
  }

  private static void changed(WriteTxn txn, String id) {
    IndexTable.bump(txn, IndexTable.PREPARED_QUERIES);
    txn.changes().topic(Topic.Kind.TABLE, TABLE.name());
    txn.changes().topic(Topic.Kind.PREPARED_QUERY, id);
  }

  private static Optional<PreparedQuery> find(Tables tables, String id) {
    return tables.get(TABLE, UuidKey.of(id));
  }

  private static Optional<PreparedQuery> byName(Tables tables, String name) {
    return tables.rows(TABLE, BY_NAME).firstBelow(Keys.of(name));
  }

  private static Optional<PreparedQuery> template(Tables tables, String name) {
    return tables.rows(TABLE, TEMPLATES).firstBelow(Keys.of(name));
  }

  static Read<List<PreparedQuery>> all(StateView view, WatchSet watch) {
    watch.add(view, Topic.Kind.TABLE, TABLE.name());
    return new Read<>(index(view), view.rows(TABLE).listBelow(new byte[0]));
  }

  static Read<Optional<PreparedQuery>> get(StateView view, String id, WatchSet watch) {
    watch.add(view, Topic.Kind.PREPARED_QUERY, id);
    return new Read<>(index(view), find(view, id));
  }

  private static long index(Tables tables) {
    return IndexTable.max(tables, IndexTable.PREPARED_QUERIES);
  }

  /** Finds a query by its id, else by its name, else the template with the longest prefix of it. */
  static ResolvedQuery resolve(Tables tables, String idOrName) {
    if (idOrName.isEmpty()) {
      return new ResolvedQuery.Refused("failed prepared query lookup: missing ID or name");
    }
    var byId =
        UuidKey.problem(idOrName).isEmpty()
            ? find(tables, idOrName)
            : Optional.<PreparedQuery>empty();
    if (byId.isPresent()) {
      return byId.get().isTemplate()
          ? new ResolvedQuery.Refused(
              "prepared query templates can only be resolved up by name, not by ID")
          : new ResolvedQuery.Found(byId.get());
    }
    return byName(tables, idOrName)
        .filter(query -> !query.isTemplate())
        .<ResolvedQuery>map(ResolvedQuery.Found::new)
        .or(() -> longestPrefix(tables, idOrName).map(query -> filledIn(query, idOrName)))
        .orElseGet(ResolvedQuery.Absent::new);
  }

  /**
   * The template whose name is the longest beginning of a name. The greatest name that is not above
   * the one asked for is it, or else shares with it a beginning in which it must lie.
   */
  private static Optional<PreparedQuery> longestPrefix(Tables tables, String name) {
    var templates = tables.rows(TABLE, TEMPLATES);
    var rest = Keys.lower(name);
    while (true) {
      var found = templates.floor(Keys.concat(Keys.of(rest), BEHIND_EVERY_ID));
      if (found.isEmpty()) {
        return found;
      }
      var prefix = Keys.lower(found.get().name());
      if (rest.startsWith(prefix)) {
        return found;
      }
      rest = rest.substring(0, sharedLength(prefix, rest));
    }
  }

  private static int sharedLength(String a, String b) {
    int length = 0;
    while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
      length++;
    }
    boolean halved = length > 0 && Character.isHighSurrogate(a.charAt(length - 1));
    return halved ? length - 1 : length;
  }

  private static ResolvedQuery filledIn(PreparedQuery template, String name) {
    try {
      return new ResolvedQuery.Found(QueryTemplate.compile(template).filledIn(name));
    } catch (TemplateException e) {
      return new ResolvedQuery.Refused(e.getMessage());
    }
  }
}
