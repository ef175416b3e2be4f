package praetor.state;

import static praetor.state.GoText.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import praetor.model.Bytes;
import praetor.model.HealthCheck;
import praetor.model.KvEntry;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.state.command.KvsRequest;
import praetor.state.command.TxnError;
import praetor.state.command.TxnOp;
import praetor.state.command.TxnResult;

/**
 * Transactions: every operation sees those before it; one refusal undoes all.
 *
 * <p>All operations are tried, so that a client learns of every refusal at once. Source: PUT
 * /v1/txn of Consul 1.21.4.
 */
final class TxnOps {
  private final WriteTxn txn;
  private final List<TxnResult> results = new ArrayList<>();

  private TxnOps(WriteTxn txn) {
    this.txn = txn;
  }

  static Outcome apply(WriteTxn txn, List<TxnOp> ops) {
    var before = txn.save();
    var run = new TxnOps(txn);
    List<TxnError> errors = new ArrayList<>();
    for (int i = 0; i < ops.size(); i++) {
      int opIndex = i;
      run.refusal(ops.get(i)).ifPresent(what -> errors.add(new TxnError(opIndex, what)));
    }
    if (errors.isEmpty()) {
      return new Outcome.TxnDone(List.copyOf(run.results));
    }
    txn.goBackTo(before);
    return new Outcome.TxnFailed(List.copyOf(errors));
  }

  /** Does an operation, or tells why it cannot be done. */
  private Optional<String> refusal(TxnOp op) {
    if (op.kv().isPresent()) {
      return kv(op.kv().get());
    }
    if (op.node().isPresent()) {
      return node(op.node().get());
    }
    if (op.service().isPresent()) {
      return service(op.service().get());
    }
    return op.check().isPresent() ? check(op.check().get()) : op.session().flatMap(this::session);
  }

  private Optional<String> kv(TxnOp.Kv op) {
    var entry = op.dirEnt();
    var key = quoted(entry.key());
    return switch (op.verb()) {
      case KvsRequest.SET -> written(KvTable.set(txn, entry), "");
      case KvsRequest.CAS ->
          written(KvTable.cas(txn, entry), "failed to set key " + key + ", index is stale");
      case KvsRequest.LOCK ->
          written(KvTable.lock(txn, entry), "failed to lock key " + key + ", lock is already held");
      case KvsRequest.UNLOCK ->
          written(
              KvTable.unlock(txn, entry),
              "failed to unlock key " + key + ", lock isn't held, or is held by another session");
      case KvsRequest.DELETE -> done(() -> KvTable.delete(txn, entry.key()));
      case KvsRequest.DELETE_TREE -> done(() -> KvTable.deleteTree(txn, entry.key()));
      case KvsRequest.DELETE_CAS ->
          refusedUnless(
              KvTable.deleteCas(txn, entry), "failed to delete key " + key + ", index is stale");
      case TxnOp.Kv.GET, TxnOp.Kv.GET_OR_EMPTY, TxnOp.Kv.GET_TREE -> kvRead(op);
      case TxnOp.Kv.CHECK_INDEX, TxnOp.Kv.CHECK_SESSION, TxnOp.Kv.CHECK_NOT_EXISTS -> kvCheck(op);
      default -> Optional.of("unknown KV operation: " + op.verb());
    };
  }

  private Optional<String> written(KvTable.Write write, String notHeld) {
    return switch (write) {
      case KvTable.Write.Done(var entry) -> result(TxnResult.of(withoutValue(entry)));
      case KvTable.Write.NotHeld() -> Optional.of(notHeld);
      case KvTable.Write.Refused(var reason) -> Optional.of(reason);
    };
  }

  private Optional<String> kvRead(TxnOp.Kv op) {
    var key = op.dirEnt().key();
    if (op.verb().equals(TxnOp.Kv.GET_TREE)) {
      KvTable.list(txn, key).forEach(entry -> results.add(TxnResult.of(entry)));
      return Optional.empty();
    }
    var found = KvTable.get(txn, key);
    if (found.isEmpty() && op.verb().equals(TxnOp.Kv.GET_OR_EMPTY)) {
      return result(TxnResult.of(new KvEntry(0, key, 0, Bytes.EMPTY, "", 0, 0)));
    }
    return found
        .map(entry -> result(TxnResult.of(entry)))
        .orElseGet(() -> Optional.of("key " + quoted(key) + " doesn't exist"));
  }

  private Optional<String> kvCheck(TxnOp.Kv op) {
    var key = quoted(op.dirEnt().key());
    var found = KvTable.get(txn, op.dirEnt().key());
    if (op.verb().equals(TxnOp.Kv.CHECK_NOT_EXISTS)) {
      return refusedUnless(found.isEmpty(), "key " + key + " exists");
    }
    boolean ofIndex = op.verb().equals(TxnOp.Kv.CHECK_INDEX);
    if (found.isEmpty()) {
      var what = ofIndex ? "index" : "session";
      return Optional.of("failed to check " + what + ", key " + key + " doesn't exist");
    }
    var entry = found.get();
    var problem = ofIndex ? indexProblem(entry, op.dirEnt()) : sessionProblem(entry, op.dirEnt());
    return problem.isPresent() ? problem : result(TxnResult.of(withoutValue(entry)));
  }

  private static Optional<String> indexProblem(KvEntry entry, KvEntry wanted) {
    return refusedUnless(
        entry.modifyIndex() == wanted.modifyIndex(),
        "failed index check for key "
            + quoted(entry.key())
            + ", current modify index "
            + Long.toUnsignedString(entry.modifyIndex())
            + " != "
            + Long.toUnsignedString(wanted.modifyIndex()));
  }

  private static Optional<String> sessionProblem(KvEntry entry, KvEntry wanted) {
    return refusedUnless(
        entry.session().equals(wanted.session()),
        "failed session check for key "
            + quoted(entry.key())
            + ", current session "
            + quoted(entry.session())
            + " != "
            + quoted(wanted.session()));
  }

  private Optional<String> node(TxnOp.OfNode op) {
    var node = op.node();
    var of = "node " + quoted(node.node());
    return row(
        new Row<Node>("node", of, op.verb(), node.modifyIndex()) {
          @Override
          Optional<Node> find() {
            return node.id().isEmpty()
                ? NodeTable.find(txn, node.node())
                : NodeTable.byId(txn, node.id()).or(() -> NodeTable.find(txn, node.node()));
          }

          @Override
          long index(Node row) {
            return row.modifyIndex();
          }

          @Override
          Optional<String> put() {
            return NodeTable.put(txn, node);
          }

          @Override
          void delete() {
            Catalog.deleteNode(txn, node.node());
          }
        },
        found -> results.add(TxnResult.of(found)));
  }

  private Optional<String> service(TxnOp.OfService op) {
    var service = op.service();
    var of = "service " + quoted(service.id()) + " on node " + quoted(op.node());
    return row(
        new Row<NodeService>("service", of, op.verb(), service.modifyIndex()) {
          @Override
          Optional<NodeService> find() {
            return ServiceTable.find(txn, op.node(), service.id())
                .map(ServiceTable.Instance::service);
          }

          @Override
          long index(NodeService row) {
            return row.modifyIndex();
          }

          @Override
          Optional<String> put() {
            return ServiceTable.put(txn, op.node(), service);
          }

          @Override
          void delete() {
            Catalog.deleteService(txn, op.node(), service.id());
          }
        },
        found -> results.add(TxnResult.of(found)));
  }

  private Optional<String> check(TxnOp.OfCheck op) {
    var check = op.check();
    if (check.node().isEmpty() || check.checkId().isEmpty()) {
      return Optional.of(failedLookup(op.verb()) + ": " + Keys.MISSING_VALUE);
    }
    var of = "check " + quoted(check.checkId()) + " on node " + quoted(check.node());
    return row(
        new Row<HealthCheck>("check", of, op.verb(), check.modifyIndex()) {
          @Override
          Optional<HealthCheck> find() {
            return CheckTable.find(txn, check.node(), check.checkId());
          }

          @Override
          long index(HealthCheck row) {
            return row.modifyIndex();
          }

          @Override
          Optional<String> put() {
            return CheckTable.put(txn, check);
          }

          @Override
          void delete() {
            Catalog.deleteCheck(txn, check.node(), check.checkId());
          }
        },
        found -> results.add(TxnResult.of(found)));
  }

  private static String failedLookup(String verb) {
    return switch (verb) {
      case TxnOp.SET -> "failed health check lookup";
      case TxnOp.DELETE -> "check lookup failed";
      default -> "failed check lookup";
    };
  }

  /** A row of the catalog that an operation speaks of. */
  private abstract static class Row<T> {
    private final String kind;
    private final String name;
    private final String verb;
    private final long wantedIndex;

    /**
     * Names the row.
     *
     * @param name for messages
     */
    Row(String kind, String name, String verb, long wantedIndex) {
      this.kind = kind;
      this.name = name;
      this.verb = verb;
      this.wantedIndex = wantedIndex;
    }

    abstract Optional<T> find();

    abstract long index(T row);

    abstract Optional<String> put();

    abstract void delete();

    /** Whether the row is as old as the operation says; 0 says that there is none. */
    boolean isUnchanged() {
      var found = find();
      return wantedIndex == 0
          ? found.isEmpty()
          : found.filter(row -> index(row) == wantedIndex).isPresent();
    }
  }

  private <T> Optional<String> row(Row<T> row, Consumer<T> addResult) {
    return switch (row.verb) {
      case TxnOp.GET -> {
        var found = row.find();
        found.ifPresent(addResult);
        yield refusedUnless(found.isPresent(), row.name + " doesn't exist");
      }
      case TxnOp.SET -> put(row, addResult);
      case TxnOp.CAS ->
          row.isUnchanged()
              ? put(row, addResult)
              : Optional.of("failed to set " + row.name + ", index is stale");
      case TxnOp.DELETE -> done(row::delete);
      case TxnOp.DELETE_CAS ->
          row.isUnchanged()
              ? done(row::delete)
              : Optional.of("failed to delete " + row.name + ", index is stale");
      default -> Optional.of("unknown " + row.kind + " operation: " + row.verb);
    };
  }

  private static <T> Optional<String> put(Row<T> row, Consumer<T> addResult) {
    var refusal = row.put();
    if (refusal.isEmpty()) {
      row.find().ifPresent(addResult);
    }
    return refusal;
  }

  private Optional<String> session(TxnOp.OfSession op) {
    return op.verb().equals(TxnOp.DELETE)
        ? done(() -> SessionTable.destroy(txn, op.session().id()))
        : Optional.of("unknown session operation: " + op.verb());
  }

  private Optional<String> result(TxnResult result) {
    results.add(result);
    return Optional.empty();
  }

  private static Optional<String> done(Runnable change) {
    change.run();
    return Optional.empty();
  }

  private static Optional<String> refusedUnless(boolean holds, String reason) {
    return holds ? Optional.empty() : Optional.of(reason);
  }

  /** Results of writes do not send the value back. */
  private static KvEntry withoutValue(KvEntry e) {
    return new KvEntry(
        e.lockIndex(),
        e.key(),
        e.flags(),
        Bytes.EMPTY,
        e.session(),
        e.createIndex(),
        e.modifyIndex());
  }
}
