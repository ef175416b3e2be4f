package praetor.http.api;

import static praetor.model.codec.Codecs.BASE64;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.TEXT;
import static praetor.model.codec.Codecs.named;
import static praetor.model.codec.Codecs.optional;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.HealthCheck;
import praetor.model.KvEntry;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;
import praetor.model.codec.Shape;
import praetor.state.command.TxnOp;

/**
 * The body of PUT /v1/txn: a list of operations.
 *
 * @param kv an operation on keys, and so on: at most one is there
 */
record TxnBody(
    Optional<TxnBody.Kv> kv,
    Optional<TxnBody.OnNode> node,
    Optional<TxnBody.OnService> service,
    Optional<TxnBody.OnCheck> check) {

  private static final Shape<TxnBody> SHAPE =
      Shape.<TxnBody>of("api.TxnOp")
          .field("KV", optional(Kv.SHAPE), TxnBody::kv)
          .field("Node", optional(OnNode.SHAPE), TxnBody::node)
          .field("Service", optional(OnService.SHAPE), TxnBody::service)
          .field("Check", optional(OnCheck.SHAPE), TxnBody::check)
          .build(v -> new TxnBody(v.next(), v.next(), v.next(), v.next()));

  record Kv(String verb, Bytes key, Bytes value, long flags, long index, String session) {
    static final Shape<Kv> SHAPE =
        Shape.<Kv>of("api.KVTxnOp")
            .field("Verb", named("api.KVOp", STRING), Kv::verb)
            .field("Key", TEXT, Kv::key)
            .field("Value", BASE64, Kv::value)
            .uint64("Flags", Kv::flags)
            .uint64("Index", Kv::index)
            .field("Session", STRING, Kv::session)
            .field("Namespace", STRING, _ -> "")
            .field("Partition", STRING, _ -> "")
            .build(v -> new Kv(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
  }

  record OnNode(String verb, Node node) {
    static final Shape<OnNode> SHAPE =
        Shape.<OnNode>of("api.NodeTxnOp")
            .field("Verb", named("api.NodeOp", STRING), OnNode::verb)
            .field("Node", Node.SHAPE, OnNode::node)
            .build(v -> new OnNode(v.next(), v.next()));
  }

  record OnService(String verb, String node, NodeService service) {
    static final Shape<OnService> SHAPE =
        Shape.<OnService>of("api.ServiceTxnOp")
            .field("Verb", named("api.ServiceOp", STRING), OnService::verb)
            .field("Node", STRING, OnService::node)
            .field("Service", NodeService.SHAPE, OnService::service)
            .build(v -> new OnService(v.next(), v.next(), v.next()));
  }

  record OnCheck(String verb, HealthCheck check) {
    static final Shape<OnCheck> SHAPE =
        Shape.<OnCheck>of("api.CheckTxnOp")
            .field("Verb", named("api.CheckOp", STRING), OnCheck::verb)
            .field("Check", HealthCheck.SHAPE, OnCheck::check)
            .build(v -> new OnCheck(v.next(), v.next()));
  }

  /** Reads a body; an operation that says nothing counts for none. Source: Consul 1.21.4. */
  static List<TxnOp> read(byte[] body) throws DecodeException {
    var document = JsonReader.read(body);
    if (document instanceof JsonValue.Null) {
      return List.of();
    }
    if (!(document instanceof JsonValue.Arr(var elements))) {
      throw new DecodeException(
          "json: cannot unmarshal " + document.kind() + " into Go value of type api.TxnOps");
    }
    List<TxnOp> ops = new ArrayList<>();
    for (var element : elements) {
      if (element instanceof JsonValue.Null) {
        throw new DecodeException("json: cannot unmarshal null into Go value of type api.TxnOp");
      }
      SHAPE.readJson(element, JsonPath.strict()).op().ifPresent(ops::add);
    }
    return ops;
  }

  /** What is to be done, if anything. */
  private Optional<TxnOp> op() {
    return kv.map(of -> TxnOp.of(kv(of)))
        .or(() -> node.map(of -> TxnOp.of(new TxnOp.OfNode(of.verb(), of.node()))))
        .or(
            () ->
                service.map(
                    of -> TxnOp.of(new TxnOp.OfService(of.verb(), of.node(), of.service()))))
        .or(() -> check.map(of -> TxnOp.of(new TxnOp.OfCheck(of.verb(), of.check()))));
  }

  private static TxnOp.Kv kv(Kv op) {
    return new TxnOp.Kv(
        op.verb(), new KvEntry(0, op.key(), op.flags(), op.value(), op.session(), 0, op.index()));
  }
}
