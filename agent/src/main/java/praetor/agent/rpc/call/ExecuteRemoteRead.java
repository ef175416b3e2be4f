package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.INT;

import praetor.model.PreparedQuery;
import praetor.model.codec.Shape;

/**
 * Asks the servers of another datacenter to execute a query as it is given, there alone.
 *
 * @param query with everything filled in
 */
public record ExecuteRemoteRead(PreparedQuery query, int limit, boolean connect) {
  public static final Shape<ExecuteRemoteRead> SHAPE =
      Shape.<ExecuteRemoteRead>of("structs.PreparedQueryExecuteRemoteRequest")
          .field("Query", PreparedQuery.SHAPE, ExecuteRemoteRead::query)
          .field("Limit", INT, ExecuteRemoteRead::limit)
          .field("Connect", BOOL, ExecuteRemoteRead::connect)
          .build(v -> new ExecuteRemoteRead(v.next(), v.next(), v.next()));
}
