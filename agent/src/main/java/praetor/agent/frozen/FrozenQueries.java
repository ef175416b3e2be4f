package praetor.agent.frozen;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import praetor.agent.acl.Caller;
import praetor.agent.acl.TokenResolver;
import praetor.agent.query.FailoverRun;
import praetor.agent.query.OtherDatacenters;
import praetor.agent.query.QueryExecution;
import praetor.agent.query.QueryResult;
import praetor.agent.query.QuerySelection;
import praetor.agent.read.Answer;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.PreparedQueries;
import praetor.model.PreparedQuery;
import praetor.state.command.PreparedQueryRequest;

/** Executes the prepared queries of a snapshot, among its own instances alone. */
final class FrozenQueries implements PreparedQueries {
  private static final QueryExecution.Source NOBODY =
      new QueryExecution.Source("", Optional.empty());

  private final FrozenServers servers;
  private final String datacenter;
  private final TokenResolver tokens;
  private final FailoverRun failover;

  FrozenQueries(FrozenServers servers, String datacenter, TokenResolver tokens) {
    this.servers = servers;
    this.datacenter = datacenter;
    this.tokens = tokens;
    failover = new FailoverRun(datacenter, OtherDatacenters.none());
  }

  @Override
  public CompletableFuture<String> apply(PreparedQueryRequest request, Caller caller) {
    return Refusal.future();
  }

  @Override
  public CompletableFuture<Answer<QueryResult>> execute(
      QueryExecution execution, ReadOptions options) {
    return servers
        .read(selection(execution, Optional.empty()), options.atOnce())
        .thenCompose(
            answer ->
                failover
                    .complete(answer.value(), execution, options)
                    .thenApply(result -> answer.map(_ -> result)));
  }

  @Override
  public CompletableFuture<Answer<QueryResult>> executeHere(
      PreparedQuery query, int limit, boolean connect, ReadOptions options) {
    var execution = new QueryExecution("", limit, connect, "", NOBODY);
    return servers
        .read(selection(execution, Optional.of(query)), options.atOnce())
        .thenApply(answer -> answer.map(QuerySelection.Selected::result));
  }

  private QuerySelection selection(QueryExecution execution, Optional<PreparedQuery> given) {
    long seed = ThreadLocalRandom.current().nextLong();
    return new QuerySelection(execution, given, datacenter, tokens, seed);
  }
}
