package praetor.state.command;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.optional;

import java.util.Optional;
import java.util.Set;
import praetor.model.HealthCheck;
import praetor.model.KvEntry;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.Session;
import praetor.model.codec.Shape;

/**
 * One operation of a transaction: exactly one of the fields is there; with none it does nothing.
 */
public record TxnOp(
    Optional<Kv> kv,
    Optional<OfNode> node,
    Optional<OfService> service,
    Optional<OfCheck> check,
    Optional<OfSession> session) {
  public static final Shape<TxnOp> SHAPE =
      Shape.<TxnOp>of("structs.TxnOp")
          .field("KV", optional(Kv.SHAPE), TxnOp::kv)
          .field("Node", optional(OfNode.SHAPE), TxnOp::node)
          .field("Service", optional(OfService.SHAPE), TxnOp::service)
          .field("Check", optional(OfCheck.SHAPE), TxnOp::check)
          .field("Session", optional(OfSession.SHAPE), TxnOp::session)
          .build(v -> new TxnOp(v.next(), v.next(), v.next(), v.next(), v.next()));

  private static final Set<String> KV_WRITES =
      Set.of(
          KvsRequest.SET,
          KvsRequest.CAS,
          KvsRequest.LOCK,
          KvsRequest.UNLOCK,
          KvsRequest.DELETE,
          KvsRequest.DELETE_CAS,
          KvsRequest.DELETE_TREE);

  /** An operation on keys. The verbs that write are those of {@link KvsRequest}. */
  public record Kv(String verb, KvEntry dirEnt) {
    public static final Shape<Kv> SHAPE =
        Shape.<Kv>of("structs.TxnKVOp")
            .field("Verb", STRING, Kv::verb)
            .field("DirEnt", KvEntry.SHAPE, Kv::dirEnt)
            .build(v -> new Kv(v.next(), v.next()));

    public static final String GET = "get";
    public static final String GET_TREE = "get-tree";
    public static final String GET_OR_EMPTY = "get-or-empty";
    public static final String CHECK_SESSION = "check-session";
    public static final String CHECK_INDEX = "check-index";
    public static final String CHECK_NOT_EXISTS = "check-not-exists";
  }

  /** An operation on a node: get, set, cas, delete, delete-cas. */
  public record OfNode(String verb, Node node) {
    public static final Shape<OfNode> SHAPE =
        Shape.<OfNode>of("structs.TxnNodeOp")
            .field("Verb", STRING, OfNode::verb)
            .field("Node", Node.SHAPE, OfNode::node)
            .build(v -> new OfNode(v.next(), v.next()));
  }

  /** An operation on a service instance, with the verbs of nodes. */
  public record OfService(String verb, String node, NodeService service) {
    public static final Shape<OfService> SHAPE =
        Shape.<OfService>of("structs.TxnServiceOp")
            .field("Verb", STRING, OfService::verb)
            .field("Node", STRING, OfService::node)
            .field("Service", NodeService.SHAPE, OfService::service)
            .build(v -> new OfService(v.next(), v.next(), v.next()));
  }

  /** An operation on a check, with the verbs of nodes. */
  public record OfCheck(String verb, HealthCheck check) {
    public static final Shape<OfCheck> SHAPE =
        Shape.<OfCheck>of("structs.TxnCheckOp")
            .field("Verb", STRING, OfCheck::verb)
            .field("Check", HealthCheck.SHAPE, OfCheck::check)
            .build(v -> new OfCheck(v.next(), v.next()));
  }

  /** An operation on a session: delete. */
  public record OfSession(String verb, Session session) {
    public static final Shape<OfSession> SHAPE =
        Shape.<OfSession>of("structs.TxnSessionOp")
            .field("Verb", STRING, OfSession::verb)
            .field("Session", Session.SHAPE, OfSession::session)
            .build(v -> new OfSession(v.next(), v.next()));
  }

  public static final String GET = "get";
  public static final String SET = "set";
  public static final String CAS = "cas";
  public static final String DELETE = "delete";
  public static final String DELETE_CAS = "delete-cas";

  public static TxnOp of(Kv op) {
    return new TxnOp(
        Optional.of(op), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static TxnOp of(OfNode op) {
    return new TxnOp(
        Optional.empty(), Optional.of(op), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static TxnOp of(OfService op) {
    return new TxnOp(
        Optional.empty(), Optional.empty(), Optional.of(op), Optional.empty(), Optional.empty());
  }

  public static TxnOp of(OfCheck op) {
    return new TxnOp(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(op), Optional.empty());
  }

  public static TxnOp of(OfSession op) {
    return new TxnOp(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(op));
  }

  /** The same with a node that belongs to a datacenter unless it says to which. */
  TxnOp in(String datacenter) {
    return node.map(op -> of(new OfNode(op.verb(), op.node().in(datacenter)))).orElse(this);
  }

  /**
   * Whether it has to go through the log. Source: Consul 1.21.4 takes an unknown verb for a read on
   * keys and for a write elsewhere, as its answers show.
   */
  boolean writes() {
    return kv.filter(op -> KV_WRITES.contains(op.verb())).isPresent()
        || node.filter(op -> !op.verb().equals(GET)).isPresent()
        || service.filter(op -> !op.verb().equals(GET)).isPresent()
        || check.filter(op -> !op.verb().equals(GET)).isPresent()
        || session.isPresent();
  }
}
