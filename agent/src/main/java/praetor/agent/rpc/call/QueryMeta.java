package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.DURATION_NANOS;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;

import java.time.Duration;
import praetor.agent.read.Answer;
import praetor.model.codec.Shape;

/**
 * What every reply to a read says about itself.
 *
 * @param index at least 1 unless the state was not looked at
 * @param lastContact how long ago the answering server heard from the leader
 * @param consistencyLevel empty: agents know what they asked for
 * @param backend 0: a blocking query, 1: a stream
 */
public record QueryMeta(
    long index,
    Duration lastContact,
    boolean knownLeader,
    String consistencyLevel,
    boolean notModified,
    int backend,
    boolean resultsFilteredByAcls) {
  public static final Shape<QueryMeta> SHAPE =
      Shape.<QueryMeta>of("structs.QueryMeta")
          .uint64("Index", QueryMeta::index)
          .field("LastContact", DURATION_NANOS, QueryMeta::lastContact)
          .field("KnownLeader", BOOL, QueryMeta::knownLeader)
          .field("ConsistencyLevel", STRING, QueryMeta::consistencyLevel)
          .field("NotModified", BOOL, QueryMeta::notModified)
          .field("Backend", INT, QueryMeta::backend)
          .field("ResultsFilteredByACLs", BOOL, QueryMeta::resultsFilteredByAcls)
          .build(
              v ->
                  new QueryMeta(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

  /** Says nothing: the reply of something that is no read of the state. */
  public static final QueryMeta NONE = new QueryMeta(0, Duration.ZERO, false, "", false, 0, false);

  public static QueryMeta of(Answer<?> answer) {
    return new QueryMeta(
        answer.index(), answer.lastContact(), answer.knownLeader(), "", false, 0, false);
  }

  /** The same, with whether rows were left out that the asker may not see. */
  public QueryMeta filtered(boolean filtered) {
    return new QueryMeta(
        index, lastContact, knownLeader, consistencyLevel, notModified, backend, filtered);
  }
}
