package praetor.agent.server;

import praetor.agent.acl.Access;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Resource;
import praetor.state.command.KvsRequest;
import praetor.state.command.TxnOp;

/** What each operation of a transaction needs. Source: documentation of the transaction API. */
final class TxnPermissions {
  private TxnPermissions() {}

  /**
   * Checks one operation.
   *
   * @throws praetor.agent.RequestException when it is not allowed
   */
  static void require(TxnOp op, Authorizer authorizer) {
    op.kv().ifPresent(kv -> requireKv(kv, authorizer));
    op.node()
        .ifPresent(
            node -> authorizer.require(Resource.NODE, node.node().node(), access(node.verb())));
    op.service()
        .ifPresent(
            service ->
                authorizer.require(
                    Resource.SERVICE, service.service().service(), access(service.verb())));
    op.check().ifPresent(check -> requireCheck(check, authorizer));
    op.session()
        .ifPresent(
            session ->
                authorizer.require(Resource.SESSION, session.session().node(), Access.WRITE));
  }

  private static void requireKv(TxnOp.Kv kv, Authorizer authorizer) {
    var key = kv.dirEnt().key().utf8();
    switch (kv.verb()) {
      case TxnOp.Kv.GET,
          TxnOp.Kv.GET_OR_EMPTY,
          TxnOp.Kv.CHECK_SESSION,
          TxnOp.Kv.CHECK_INDEX,
          TxnOp.Kv.CHECK_NOT_EXISTS ->
          authorizer.require(Resource.KEY, key, Access.READ);
      case TxnOp.Kv.GET_TREE -> authorizer.require(Resource.KEY_PREFIX, key, Access.LIST);
      case KvsRequest.DELETE_TREE -> authorizer.require(Resource.KEY_PREFIX, key, Access.WRITE);
      default -> authorizer.require(Resource.KEY, key, Access.WRITE);
    }
  }

  private static void requireCheck(TxnOp.OfCheck op, Authorizer authorizer) {
    var check = op.check();
    if (check.serviceId().isEmpty()) {
      authorizer.require(Resource.NODE, check.node(), access(op.verb()));
    } else {
      authorizer.require(Resource.SERVICE, check.serviceName(), access(op.verb()));
    }
  }

  private static Access access(String verb) {
    return verb.equals(TxnOp.GET) ? Access.READ : Access.WRITE;
  }
}
