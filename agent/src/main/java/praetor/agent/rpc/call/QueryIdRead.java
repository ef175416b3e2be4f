package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/** Asks for a prepared query by its id. */
public record QueryIdRead(String queryId) {
  public static final Shape<QueryIdRead> SHAPE =
      Shape.<QueryIdRead>of("structs.PreparedQuerySpecificRequest")
          .field("QueryID", STRING, QueryIdRead::queryId)
          .build(v -> new QueryIdRead(v.next()));
}
