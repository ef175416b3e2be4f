package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.nullableList;

import java.util.List;
import praetor.agent.query.QueryResult;
import praetor.model.PreparedQuery;
import praetor.model.QueryDnsOptions;
import praetor.model.codec.Codec;
import praetor.model.codec.Shape;
import praetor.state.command.PreparedQueryRequest;

/** The methods of prepared queries. */
public final class QueryCalls {
  private static final Codec<Reply<List<PreparedQuery>>> QUERIES =
      Reply.shape("Queries", nullableList(PreparedQuery.SHAPE));

  /** Whether rows were left out is said by the {@link QueryMeta}. */
  private static final Shape<QueryResult> RESULT =
      Shape.<QueryResult>of("structs.PreparedQueryExecuteResponse")
          .field("Service", STRING, QueryResult::service)
          .field("Nodes", nullableList(NodeShapes.INSTANCE), QueryResult::instances)
          .field("DNS", QueryDnsOptions.SHAPE, QueryResult::dns)
          .field("Datacenter", STRING, QueryResult::datacenter)
          .field("PeerName", STRING, QueryResult::peer)
          .field("Failovers", INT, QueryResult::failovers)
          .build(
              v ->
                  new QueryResult(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), false));

  /** Creates, changes or deletes a query; the reply is its id. */
  public static final Method<WriteRequest<PreparedQueryRequest>, String> APPLY =
      new Method<>("PreparedQuery.Apply", WriteRequest.shape(PreparedQueryRequest.SHAPE), STRING);

  public static final Method<ReadRequest<QueryIdRead>, Reply<List<PreparedQuery>>> GET =
      new Method<>("PreparedQuery.Get", ReadRequest.shape(QueryIdRead.SHAPE), QUERIES);
  public static final Method<ReadRequest<DatacenterRead>, Reply<List<PreparedQuery>>> LIST =
      new Method<>("PreparedQuery.List", ReadRequest.shape(DatacenterRead.SHAPE), QUERIES);
  public static final Method<ReadRequest<ExecuteRead>, Reply<PreparedQuery>> EXPLAIN =
      new Method<>(
          "PreparedQuery.Explain",
          ReadRequest.shape(ExecuteRead.SHAPE),
          Reply.shape("Query", PreparedQuery.SHAPE));
  public static final Method<ReadRequest<ExecuteRead>, Reply<QueryResult>> EXECUTE =
      new Method<>(
          "PreparedQuery.Execute", ReadRequest.shape(ExecuteRead.SHAPE), Reply.shape(RESULT));

  /** Executes a query as it is given, without going on to other datacenters. */
  public static final Method<ReadRequest<ExecuteRemoteRead>, Reply<QueryResult>> EXECUTE_REMOTE =
      new Method<>(
          "PreparedQuery.ExecuteRemote",
          ReadRequest.shape(ExecuteRemoteRead.SHAPE),
          Reply.shape(RESULT));

  private QueryCalls() {}

  /** A result in a reply. */
  public static Reply<QueryResult> reply(praetor.agent.read.Answer<QueryResult> answer) {
    var reply = Reply.of(answer);
    return new Reply<>(reply.value(), reply.meta().filtered(answer.value().filtered()));
  }

  /** The result in a reply. */
  public static QueryResult result(Reply<QueryResult> reply) {
    var result = reply.value();
    return new QueryResult(
        result.service(),
        result.instances(),
        result.dns(),
        result.datacenter(),
        result.peer(),
        result.failovers(),
        reply.meta().resultsFilteredByAcls());
  }
}
