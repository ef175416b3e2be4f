package praetor.state;

import static praetor.state.Topic.Kind.NODE_SESSIONS;
import static praetor.state.Topic.Kind.SESSION;
import static praetor.state.Topic.Kind.SESSIONS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.model.HealthCheck;
import praetor.model.Session;
import praetor.state.command.SessionRequest;

/**
 * Sessions. One lives as long as its node, the checks that it names and, for the leader to watch,
 * its TTL.
 */
final class SessionTable {
  /** A longer lock delay counts as this. Source: Consul's limit on lock delays. */
  private static final Duration LOCK_DELAY_MAX = Duration.ofSeconds(60);

  private static final Table.Index<Session> BY_NODE =
      new Table.Index<>("node", row -> List.of(Keys.of(row.node())));

  private static final Table.Index<Session> BY_CHECK =
      new Table.Index<>(
          "check",
          row -> checkIds(row).stream().map(id -> Keys.join(row.node(), id)).distinct().toList());

  static final Table<Session> TABLE =
      Table.<Session>named(IndexTable.SESSIONS)
          .key(row -> Keys.of(row.id()))
          .modifyIndex(Session::modifyIndex)
          .index(BY_NODE)
          .index(BY_CHECK)
          .snapshot(SnapshotPart.of(3, Session.SHAPE));

  private SessionTable() {}

  static Outcome apply(WriteTxn txn, SessionRequest request) {
    return switch (request.op()) {
      case SessionRequest.CREATE -> create(txn, request.session());
      case SessionRequest.DESTROY -> {
        destroy(txn, request.session().id());
        yield new Outcome.Done();
      }
      default -> new Outcome.Refused("invalid session operation: " + request.op());
    };
  }

  private static Outcome create(WriteTxn txn, Session session) {
    if (session.id().isEmpty()) {
      return new Outcome.Refused("missing session ID");
    }
    if (NodeTable.find(txn, session.node()).isEmpty()) {
      return new Outcome.Refused("Missing node registration");
    }
    for (String id : checkIds(session)) {
      if (id.isEmpty()) {
        return new Outcome.Refused("failed check lookup: " + Keys.MISSING_VALUE);
      }
      var check = CheckTable.find(txn, session.node(), id);
      if (check.isEmpty()) {
        return new Outcome.Refused("Missing check '" + id + "' registration");
      }
      if (check.get().status().equals(HealthCheck.CRITICAL)) {
        return new Outcome.Refused("Check '" + id + "' is in critical state");
      }
    }
    find(txn, session.id()).ifPresent(before -> changed(txn, before));
    txn.put(TABLE, withIndex(session, txn.index()));
    changed(txn, session);
    return new Outcome.SessionCreated(session.id());
  }

  /**
   * Ends a session with its prepared queries and lets go of its keys; nothing happens when there is
   * none.
   */
  static boolean destroy(WriteTxn txn, String id) {
    var session = find(txn, id);
    session.ifPresent(
        found -> {
          txn.delete(TABLE, Keys.of(id));
          KvTable.release(txn, found);
          PreparedQueryTable.sessionGone(txn, id);
          changed(txn, found);
        });
    return session.isPresent();
  }

  /** Ends the sessions that depend on a check. */
  static void checkFailed(WriteTxn txn, String node, String checkId) {
    txn.rows(TABLE, BY_CHECK)
        .listBelow(Keys.join(node, checkId))
        .forEach(session -> destroy(txn, session.id()));
  }

  /** Ends the sessions of a node. */
  static void nodeGone(WriteTxn txn, String node) {
    txn.rows(TABLE, BY_NODE)
        .listBelow(Keys.of(node))
        .forEach(session -> destroy(txn, session.id()));
  }

  /** Closes a key that the session held for its lock delay. */
  static void delayLock(WriteTxn txn, Session session, byte[] key) {
    var delay = session.lockDelay();
    if (delay.isPositive()) {
      txn.delayLock(key, delay.compareTo(LOCK_DELAY_MAX) > 0 ? LOCK_DELAY_MAX : delay);
    }
  }

  private static void changed(WriteTxn txn, Session session) {
    IndexTable.bump(txn, IndexTable.SESSIONS);
    txn.changes().topic(SESSIONS);
    txn.changes().topic(SESSION, session.id());
    txn.changes().topic(NODE_SESSIONS, session.node());
  }

  /** The checks that a session depends on; {@code Checks} is how versions before 1.7 named them. */
  private static List<String> checkIds(Session session) {
    List<String> ids = new ArrayList<>(session.checks());
    ids.addAll(session.nodeChecks());
    session.serviceChecks().forEach(check -> ids.add(check.id()));
    return ids;
  }

  private static Session withIndex(Session session, long index) {
    return new Session(
        session.id(),
        session.name(),
        session.node(),
        session.lockDelay(),
        session.behavior().isEmpty() ? Session.RELEASE : session.behavior(),
        session.ttl(),
        session.nodeChecks(),
        session.serviceChecks(),
        session.checks(),
        index,
        index);
  }

  static Optional<Session> find(Tables tables, String id) {
    return tables.get(TABLE, Keys.of(id));
  }

  static Read<List<Session>> all(StateView view, WatchSet watch) {
    watch.add(view, SESSIONS);
    return new Read<>(index(view), view.rows(TABLE).listBelow(new byte[0]));
  }

  static Read<Optional<Session>> get(StateView view, String id, WatchSet watch) {
    watch.add(view, SESSION, id);
    return new Read<>(index(view), find(view, id));
  }

  static Read<List<Session>> ofNode(StateView view, String node, WatchSet watch) {
    watch.add(view, NODE_SESSIONS, node);
    return new Read<>(index(view), view.rows(TABLE, BY_NODE).listBelow(Keys.of(node)));
  }

  private static long index(Tables tables) {
    return IndexTable.max(tables, IndexTable.SESSIONS);
  }
}
