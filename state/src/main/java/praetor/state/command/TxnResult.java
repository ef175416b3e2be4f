package praetor.state.command;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.nullableList;
import static praetor.model.codec.Codecs.optional;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;

import java.util.Optional;
import praetor.model.HealthCheck;
import praetor.model.KvEntry;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.codec.Shape;

/** What an operation of a transaction found or wrote; the values of written keys are left out. */
public record TxnResult(
    Optional<KvEntry> kv,
    Optional<Node> node,
    Optional<NodeService> service,
    Optional<HealthCheck> check) {
  /**
   * A check of a node has no list of service tags here, not an empty one. Source: vector
   * txn-catalog.
   */
  private static final Shape<HealthCheck> CHECK =
      HealthCheck.SHAPE.with("ServiceTags", nullableList(STRING));

  public static final Shape<TxnResult> SHAPE =
      Shape.<TxnResult>of("structs.TxnResult")
          .field("KV", optional(KvEntry.SHAPE), TxnResult::kv, NOT_EMPTY)
          .field("Node", optional(Node.SHAPE), TxnResult::node, NOT_EMPTY)
          .field("Service", optional(NodeService.SHAPE), TxnResult::service, NOT_EMPTY)
          .field("Check", optional(CHECK), TxnResult::check, NOT_EMPTY)
          .build(v -> new TxnResult(v.next(), v.next(), v.next(), v.next()));

  public static TxnResult of(KvEntry entry) {
    return new TxnResult(Optional.of(entry), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static TxnResult of(Node node) {
    return new TxnResult(Optional.empty(), Optional.of(node), Optional.empty(), Optional.empty());
  }

  public static TxnResult of(NodeService service) {
    return new TxnResult(
        Optional.empty(), Optional.empty(), Optional.of(service), Optional.empty());
  }

  public static TxnResult of(HealthCheck check) {
    return new TxnResult(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(check));
  }
}
