package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;

import java.net.InetAddress;
import java.util.Optional;
import praetor.agent.query.QueryExecution;
import praetor.model.codec.Shape;

/**
 * Asks for the execution of a prepared query, or for what it is.
 *
 * @param source who asks: its node goes in the place of the query's own {@code Near}
 * @param agent the agent that was asked
 */
public record ExecuteRead(
    String queryIdOrName, int limit, boolean connect, QuerySource source, QuerySource agent) {
  public static final Shape<ExecuteRead> SHAPE =
      Shape.<ExecuteRead>of("structs.PreparedQueryExecuteRequest")
          .field("QueryIDOrName", STRING, ExecuteRead::queryIdOrName)
          .field("Limit", INT, ExecuteRead::limit)
          .field("Connect", BOOL, ExecuteRead::connect)
          .field("Source", QuerySource.SHAPE, ExecuteRead::source)
          .field("Agent", QuerySource.SHAPE, ExecuteRead::agent)
          .build(v -> new ExecuteRead(v.next(), v.next(), v.next(), v.next(), v.next()));

  public static ExecuteRead of(QueryExecution execution) {
    var client = execution.source().client().map(InetAddress::getHostAddress).orElse("");
    return new ExecuteRead(
        execution.idOrName(),
        execution.limit(),
        execution.connect(),
        QuerySource.at(execution.near(), client),
        QuerySource.at(execution.source().agentNode(), ""));
  }

  /** A request that asks for the query alone. */
  public static ExecuteRead of(String idOrName) {
    var nowhere = QuerySource.SHAPE.zero();
    return new ExecuteRead(idOrName, 0, false, nowhere, nowhere);
  }

  public QueryExecution execution() {
    var from = new QueryExecution.Source(agent.node(), address(source.ip()));
    return new QueryExecution(queryIdOrName, limit, connect, source.node(), from);
  }

  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
