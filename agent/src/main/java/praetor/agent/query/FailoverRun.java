package praetor.agent.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.read.ReadOptions;
import praetor.model.FailoverTarget;
import praetor.model.PreparedQuery;

/**
 * Asks the other places that a query names, one after the other, when its own datacenter has
 * nothing: the first that has something answers, else the last one. Datacenters that are unknown,
 * and the own one, are passed over.
 *
 * <p>Source: "Failover" in the documentation of Consul's API; observed on Consul 1.21.4.
 */
public record FailoverRun(String datacenter, OtherDatacenters others) {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server");

  /** The result of a query, from here or from elsewhere. */
  public CompletableFuture<QueryResult> complete(
      QuerySelection.Selected here, QueryExecution execution, ReadOptions options) {
    if (!here.result().instances().isEmpty()) {
      return CompletableFuture.completedFuture(here.result());
    }
    var way = new ArrayDeque<>(targets(here.query()));
    return new Attempts(here.query(), execution, options, way).next(here.result(), 0);
  }

  private List<FailoverTarget> targets(PreparedQuery query) {
    var failover = query.service().failover();
    var named = failover.targets().orElse(List.of());
    if (!named.isEmpty()) {
      return named.stream().filter(this::isElsewhere).toList();
    }
    Set<String> names = new LinkedHashSet<>();
    if (failover.nearestN() > 0) {
      others.othersByDistance().stream().limit(failover.nearestN()).forEach(names::add);
    }
    names.addAll(failover.datacenters().orElse(List.of()));
    List<FailoverTarget> targets = new ArrayList<>();
    names.forEach(name -> targets.add(new FailoverTarget("", name)));
    return targets.stream().filter(this::isElsewhere).toList();
  }

  private boolean isElsewhere(FailoverTarget target) {
    var name = target.datacenter();
    if (name.isEmpty()) {
      return !target.peer().isEmpty();
    }
    boolean known = others.othersByDistance().contains(name);
    if (!known && !name.equals(datacenter)) {
      LOG.debug("Skipping unknown datacenter in prepared query: datacenter={}", name);
    }
    return known;
  }

  /** One execution on its way from place to place. */
  private final class Attempts {
    private final PreparedQuery query;
    private final QueryExecution execution;
    private final ReadOptions options;
    private final Queue<FailoverTarget> way;

    Attempts(
        PreparedQuery query,
        QueryExecution execution,
        ReadOptions options,
        Queue<FailoverTarget> way) {
      this.query = query;
      this.execution = execution;
      this.options = options;
      this.way = way;
    }

    CompletableFuture<QueryResult> next(QueryResult last, int count) {
      var target = Optional.ofNullable(way.poll());
      if (!last.instances().isEmpty() || target.isEmpty()) {
        return CompletableFuture.completedFuture(last.afterFailovers(count));
      }
      return ask(target.get(), last).thenCompose(result -> next(result, count + 1));
    }

    private CompletableFuture<QueryResult> ask(FailoverTarget target, QueryResult last) {
      var name = target.datacenter();
      if (name.isEmpty()) {
        return CompletableFuture.completedFuture(ofPeer(target.peer()));
      }
      return others
          .execute(name, query, execution, options)
          .exceptionally(
              failure -> {
                LOG.error(
                    "Failed querying for service in datacenter: service={} datacenter={} error={}",
                    query.service().service(),
                    name,
                    failure.getMessage());
                return last;
              });
    }

    /** Peers export nothing to this cluster, which has no peerings yet. */
    private QueryResult ofPeer(String peer) {
      return new QueryResult(query.service().service(), List.of(), query.dns(), "", peer, 0, false);
    }
  }
}
