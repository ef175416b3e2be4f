package praetor.agent.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import praetor.agent.RequestException;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.TokenResolver;
import praetor.agent.read.Near;
import praetor.agent.read.Query;
import praetor.agent.read.ReadContext;
import praetor.agent.read.Rows;
import praetor.model.CheckServiceNode;
import praetor.model.HealthCheck;
import praetor.model.PreparedQuery;
import praetor.model.ServiceQuery;
import praetor.state.Read;
import praetor.state.ResolvedQuery;

/**
 * Executes a prepared query in the own datacenter: healthy instances that fit, in random order or
 * by distance. Source: the RPC method PreparedQuery.Execute; observed on Consul 1.21.4.
 *
 * @param given the query itself, when it is not to be looked up
 * @param datacenter the own one
 * @param tokens finds the rights of a token that a query keeps
 * @param seed decides the order
 */
public record QuerySelection(
    QueryExecution execution,
    Optional<PreparedQuery> given,
    String datacenter,
    TokenResolver tokens,
    long seed)
    implements Query<QuerySelection.Selected> {
  /** How far in front an instance on the very node must stand to be put first. */
  private static final int OWN_NODE_WITHIN = 10;

  /** What was executed, and what it found here. */
  public record Selected(PreparedQuery query, QueryResult result) {}

  @Override
  public Read<Selected> read(ReadContext context) {
    var query = given.orElseGet(() -> found(context, execution.idOrName()));
    var service = query.service();
    boolean here = service.peer().isEmpty();
    var fitting = here ? fitting(service, context) : List.<CheckServiceNode>of();
    var authorizer = authorizer(query, context);
    var visible =
        Rows.keep(
            fitting, row -> Rows.visible(authorizer, row.node().node(), row.service().service()));
    var result =
        new QueryResult(
            service.service(),
            limited(ordered(visible, service, context)),
            query.dns(),
            here ? datacenter : "",
            service.peer(),
            0,
            visible.size() < fitting.size());
    return new Read<>(0, new Selected(query, result));
  }

  /**
   * The query behind an id or a name.
   *
   * @throws RequestException 404 when there is none
   */
  static PreparedQuery found(ReadContext context, String idOrName) {
    return switch (context.view().resolveQuery(idOrName)) {
      case ResolvedQuery.Found(var query) -> query;
      case ResolvedQuery.Absent() ->
          throw new RequestException(404, RequestException.QUERY_NOT_FOUND);
      case ResolvedQuery.Refused(var reason) -> throw RequestException.failed(reason);
    };
  }

  private Authorizer authorizer(PreparedQuery query, ReadContext context) {
    return query.token().isEmpty()
        ? context.authorizer()
        : tokens.resolve(query.token()).authorizer();
  }

  private List<CheckServiceNode> fitting(ServiceQuery service, ReadContext context) {
    var view = context.view();
    var read =
        service.connect() || execution.connect()
            ? view.checkConnectServiceNodes(service.service(), context.watch())
            : view.checkServiceNodes(service.service(), context.watch());
    var tags = QueryTags.of(service.tags().orElse(List.of()));
    var nodeMeta = service.nodeMeta().orElse(Map.of());
    var serviceMeta = service.serviceMeta().orElse(Map.of());
    return Rows.keep(
        read.value(),
        row ->
            isHealthy(row, service)
                && tags.fit(row.service().tags())
                && Rows.hasMeta(row.node().meta(), nodeMeta)
                && Rows.hasMeta(row.service().meta(), serviceMeta));
  }

  private static boolean isHealthy(CheckServiceNode row, ServiceQuery service) {
    var ignored = service.ignoreCheckIds().orElse(List.of());
    return row.checks().stream()
        .filter(check -> !ignored.contains(check.checkId()))
        .noneMatch(check -> isFailing(check.status(), service.onlyPassing()));
  }

  private static boolean isFailing(String status, boolean onlyPassing) {
    return onlyPassing ? !status.equals(HealthCheck.PASSING) : status.equals(HealthCheck.CRITICAL);
  }

  /** Instances at the same distance, or at none, stay in random order. */
  private List<CheckServiceNode> ordered(
      List<CheckServiceNode> rows, ServiceQuery service, ReadContext context) {
    List<CheckServiceNode> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new SplittableRandom(seed));
    var near = near(service, context);
    if (near.isEmpty()) {
      return shuffled;
    }
    var sorted =
        new ArrayList<>(new Near(near).sort(context.view(), shuffled, row -> row.node().node()));
    ownNodeFirst(sorted, near);
    return sorted;
  }

  private static void ownNodeFirst(List<CheckServiceNode> rows, String node) {
    for (int i = 0; i < Math.min(OWN_NODE_WITHIN, rows.size()); i++) {
      if (rows.get(i).node().node().equalsIgnoreCase(node)) {
        Collections.swap(rows, 0, i);
        return;
      }
    }
  }

  /** The node to sort by distance from; empty for none. */
  private String near(ServiceQuery service, ReadContext context) {
    var near = execution.near().isEmpty() ? service.near() : execution.near();
    return switch (near) {
      case "_agent" -> execution.source().agentNode();
      case "_ip" -> ClientNode.of(execution.source().client(), context.view());
      default -> near;
    };
  }

  private List<CheckServiceNode> limited(List<CheckServiceNode> rows) {
    boolean tooMany = execution.limit() > 0 && rows.size() > execution.limit();
    return List.copyOf(tooMany ? rows.subList(0, execution.limit()) : rows);
  }
}
