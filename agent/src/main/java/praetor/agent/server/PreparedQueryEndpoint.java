package praetor.agent.server;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.acl.Caller;
import praetor.agent.acl.TokenResolver;
import praetor.agent.query.FailoverRun;
import praetor.agent.query.OtherDatacenters;
import praetor.agent.query.PreparedQueryGet;
import praetor.agent.query.QueryAccess;
import praetor.agent.query.QueryExecution;
import praetor.agent.query.QueryResult;
import praetor.agent.query.QuerySelection;
import praetor.agent.read.Answer;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.PreparedQueries;
import praetor.model.PreparedQuery;
import praetor.state.Outcome;
import praetor.state.UuidKey;
import praetor.state.WatchSet;
import praetor.state.command.PreparedQueryRequest;

/** Takes prepared queries and executes them. Source: texts of Consul 1.21.4, vector query-crud. */
final class PreparedQueryEndpoint implements PreparedQueries {
  private final ServerContext context;
  private final ServerReads reads;
  private final TokenResolver tokens;
  private final FailoverRun failover;
  private final LongSupplier seeds;

  /**
   * An endpoint of a server.
   *
   * @param seeds decide the order of instances, quickly
   */
  PreparedQueryEndpoint(
      ServerContext context,
      ServerReads reads,
      TokenResolver tokens,
      OtherDatacenters others,
      LongSupplier seeds) {
    this.context = context;
    this.reads = reads;
    this.tokens = tokens;
    this.failover = new FailoverRun(context.datacenter(), others);
    this.seeds = seeds;
  }

  @Override
  public CompletableFuture<String> apply(PreparedQueryRequest request, Caller caller) {
    boolean create = request.op().equals(PreparedQueryRequest.CREATE);
    if (create && !request.query().id().isEmpty()) {
      throw RequestException.failed("ID must be empty when creating a new prepared query");
    }
    if (!create) {
      QueryAccess.require(known(request.query().id()), caller.authorizer(), Access.WRITE);
    }
    var query = create ? request.query().withId(context.drawId()) : request.query();
    if (!request.op().equals(PreparedQueryRequest.DELETE)) {
      check(query, caller);
    }
    return context
        .proposer()
        .propose(new PreparedQueryRequest(request.op(), query))
        .thenApply(outcome -> applied(outcome, query.id()));
  }

  private PreparedQuery known(String id) {
    UuidKey.problem(id)
        .ifPresent(
            problem -> {
              throw RequestException.failed(
                  "Prepared Query lookup failed: " + PreparedQueryGet.LOOKUP_FAILED + problem);
            });
    return context
        .store()
        .view()
        .preparedQuery(id, WatchSet.none())
        .value()
        .orElseThrow(
            () ->
                RequestException.failed("Cannot modify non-existent prepared query: '" + id + "'"));
  }

  private static void check(PreparedQuery query, Caller caller) {
    QueryAccess.require(query, caller.authorizer(), Access.WRITE);
    PreparedQueryRules.mistake(query)
        .ifPresent(
            mistake -> {
              throw RequestException.failed("Invalid prepared query: " + mistake);
            });
  }

  private static String applied(Outcome outcome, String id) {
    return switch (outcome) {
      case Outcome.Done() -> id;
      case Outcome.Refused(var reason) ->
          throw RequestException.failed("raft apply failed: " + reason);
      case Outcome.Answered _,
          Outcome.SessionCreated _,
          Outcome.TxnDone _,
          Outcome.TxnFailed _,
          Outcome.Numbered _,
          Outcome.IpsAssigned _,
          Outcome.Restored _ ->
          throw new IllegalStateException("a write of a prepared query came to " + outcome);
    };
  }

  @Override
  public CompletableFuture<Answer<QueryResult>> execute(
      QueryExecution execution, ReadOptions options) {
    return reads
        .read(selection(execution, Optional.empty()), options.atOnce())
        .thenCompose(
            answer ->
                failover
                    .complete(answer.value(), execution, options)
                    .thenApply(result -> answered(answer, result)));
  }

  private QuerySelection selection(QueryExecution execution, Optional<PreparedQuery> given) {
    return new QuerySelection(execution, given, context.datacenter(), tokens, seeds.getAsLong());
  }

  @Override
  public CompletableFuture<Answer<QueryResult>> executeHere(
      PreparedQuery query, int limit, boolean connect, ReadOptions options) {
    var nobody = new QueryExecution.Source("", Optional.empty());
    var execution = new QueryExecution("", limit, connect, "", nobody);
    return reads
        .read(selection(execution, Optional.of(query)), options.atOnce())
        .thenApply(answer -> answered(answer, answer.value().result()));
  }

  private static Answer<QueryResult> answered(Answer<?> from, QueryResult result) {
    return new Answer<>(
        result, from.index(), from.knownLeader(), from.lastContact(), from.consistency());
  }
}
