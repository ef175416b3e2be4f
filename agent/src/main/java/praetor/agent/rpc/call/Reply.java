package praetor.agent.rpc.call;

import java.util.function.Function;
import praetor.agent.read.Answer;
import praetor.agent.read.Consistency;
import praetor.model.codec.Codec;
import praetor.model.codec.Shape;

/** What came of a read. */
public record Reply<V>(V value, QueryMeta meta) {
  public static <V> Reply<V> of(Answer<V> answer) {
    return new Reply<>(answer.value(), QueryMeta.of(answer));
  }

  /** A reply that holds one thing under a name. */
  static <V> Shape<Reply<V>> shape(String name, Codec<V> value) {
    return Shape.<Reply<V>>of("structs.Indexed" + name)
        .field(name, value, Reply::value)
        .embed(QueryMeta.SHAPE, Reply::meta)
        .build(v -> new Reply<>(v.next(), v.next()));
  }

  /** A reply with the fields of a record. */
  static <V> Shape<Reply<V>> shape(Shape<V> value) {
    return Shape.<Reply<V>>of(value.goType())
        .embed(value, Reply::value)
        .embed(QueryMeta.SHAPE, Reply::meta)
        .build(v -> new Reply<>(v.next(), v.next()));
  }

  public <W> Reply<W> map(Function<V, W> change) {
    return new Reply<>(change.apply(value), meta);
  }

  /**
   * The reply as the answer of a query.
   *
   * @param consistency as it was asked for
   */
  public Answer<V> answer(Consistency consistency) {
    return new Answer<>(value, meta.index(), meta.knownLeader(), meta.lastContact(), consistency);
  }
}
