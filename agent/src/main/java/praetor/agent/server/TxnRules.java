package praetor.agent.server;

import java.util.Optional;
import java.util.Set;
import praetor.model.Node;
import praetor.state.command.KvsRequest;
import praetor.state.command.TxnOp;

/**
 * What an operation must look like before it is proposed, and what it gets that it did not name.
 * Source: vectors txn-atomic and txn-catalog of Consul 1.21.4.
 */
final class TxnRules {
  private static final Set<String> KV_VERBS =
      Set.of(
          KvsRequest.SET,
          KvsRequest.CAS,
          KvsRequest.LOCK,
          KvsRequest.UNLOCK,
          KvsRequest.DELETE,
          KvsRequest.DELETE_CAS,
          KvsRequest.DELETE_TREE,
          TxnOp.Kv.GET,
          TxnOp.Kv.GET_TREE,
          TxnOp.Kv.GET_OR_EMPTY,
          TxnOp.Kv.CHECK_INDEX,
          TxnOp.Kv.CHECK_SESSION,
          TxnOp.Kv.CHECK_NOT_EXISTS);
  private static final Set<String> VERBS =
      Set.of(TxnOp.GET, TxnOp.SET, TxnOp.CAS, TxnOp.DELETE, TxnOp.DELETE_CAS);

  private final String datacenter;

  TxnRules(String datacenter) {
    this.datacenter = datacenter;
  }

  /** The text of the first mistake. */
  Optional<String> mistake(TxnOp op) {
    return op.kv()
        .flatMap(TxnRules::mistake)
        .or(() -> op.node().flatMap(TxnRules::mistake))
        .or(() -> op.service().flatMap(TxnRules::mistake))
        .or(() -> op.check().flatMap(TxnRules::mistake));
  }

  private static Optional<String> mistake(TxnOp.Kv op) {
    if (op.dirEnt().key().isEmpty() && !op.verb().equals(KvsRequest.DELETE_TREE)) {
      return Optional.of("Must provide key");
    }
    return KV_VERBS.contains(op.verb())
        ? Optional.empty()
        : Optional.of("unknown KV operation: " + op.verb());
  }

  private static Optional<String> mistake(TxnOp.OfNode op) {
    if (op.verb().equals(TxnOp.GET)) {
      return Optional.empty();
    }
    if (op.node().node().isEmpty()) {
      return Optional.of("Must provide node");
    }
    return unknown("node", op.verb()).or(() -> RegistrationRules.badId(op.node().id()));
  }

  private static Optional<String> mistake(TxnOp.OfService op) {
    var unknown = unknown("service", op.verb());
    return unknown.isPresent() || op.verb().equals(TxnOp.GET)
        ? unknown
        : RegistrationRules.mistake(op.service());
  }

  private static Optional<String> mistake(TxnOp.OfCheck op) {
    return unknown("check", op.verb());
  }

  private static Optional<String> unknown(String kind, String verb) {
    return VERBS.contains(verb)
        ? Optional.empty()
        : Optional.of("unknown " + kind + " operation: " + verb);
  }

  /** The operation with its defaults filled in. */
  TxnOp completed(TxnOp op) {
    if (op.node().isPresent()) {
      var of = op.node().get();
      return TxnOp.of(new TxnOp.OfNode(of.verb(), completed(of.node())));
    }
    if (op.service().isPresent()) {
      var of = op.service().get();
      return TxnOp.of(
          new TxnOp.OfService(of.verb(), of.node(), RegistrationDefaults.withId(of.service())));
    }
    if (op.check().isPresent()) {
      var of = op.check().get();
      var check = of.check();
      return TxnOp.of(
          new TxnOp.OfCheck(
              of.verb(), RegistrationDefaults.withId(check, check.node(), check.type())));
    }
    return op;
  }

  private Node completed(Node node) {
    return new Node(
        node.id(),
        node.node(),
        node.address(),
        node.datacenter().isEmpty() ? datacenter : node.datacenter(),
        node.partition(),
        node.peerName(),
        node.taggedAddresses(),
        node.meta(),
        node.locality(),
        node.createIndex(),
        node.modifyIndex());
  }
}
