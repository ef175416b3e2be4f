package praetor.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import praetor.model.FailoverTarget;
import praetor.model.QueryFailover;
import praetor.model.ServiceQuery;

/**
 * Rewrites every text of a {@link ServiceQuery} that may hold expressions: all but the names of
 * metadata. Source: the paths in errors of Consul 1.21.4.
 */
final class QueryTexts {
  /** Makes another text of one. */
  interface Rewriting {
    /**
     * The other text.
     *
     * @param path where the text is: {@code Service.Tags[0]}
     */
    String apply(String path, String text) throws TemplateException;
  }

  private final Rewriting rewriting;

  private QueryTexts(Rewriting rewriting) {
    this.rewriting = rewriting;
  }

  static ServiceQuery rewritten(ServiceQuery service, Rewriting rewriting)
      throws TemplateException {
    return new QueryTexts(rewriting).service(service);
  }

  private ServiceQuery service(ServiceQuery service) throws TemplateException {
    return new ServiceQuery(
        rewriting.apply("Service.Service", service.service()),
        rewriting.apply("Service.SamenessGroup", service.samenessGroup()),
        failover(service.failover()),
        service.onlyPassing(),
        list("Service.IgnoreCheckIDs", service.ignoreCheckIds()),
        rewriting.apply("Service.Near", service.near()),
        list("Service.Tags", service.tags()),
        map("Service.NodeMeta", service.nodeMeta()),
        map("Service.ServiceMeta", service.serviceMeta()),
        service.connect(),
        rewriting.apply("Service.Peer", service.peer()));
  }

  private QueryFailover failover(QueryFailover failover) throws TemplateException {
    return new QueryFailover(
        failover.nearestN(),
        list("Service.Failover.Datacenters", failover.datacenters()),
        targets(failover.targets()));
  }

  private Optional<List<FailoverTarget>> targets(Optional<List<FailoverTarget>> targets)
      throws TemplateException {
    if (targets.isEmpty()) {
      return targets;
    }
    List<FailoverTarget> rewritten = new ArrayList<>();
    for (var target : targets.get()) {
      var path = "Service.Failover.Targets[" + rewritten.size() + "]";
      rewritten.add(
          new FailoverTarget(
              rewriting.apply(path + ".Peer", target.peer()),
              rewriting.apply(path + ".Datacenter", target.datacenter())));
    }
    return Optional.of(List.copyOf(rewritten));
  }

  private Optional<List<String>> list(String path, Optional<List<String>> texts)
      throws TemplateException {
    if (texts.isEmpty()) {
      return texts;
    }
    List<String> rewritten = new ArrayList<>();
    for (var text : texts.get()) {
      rewritten.add(rewriting.apply(path + "[" + rewritten.size() + "]", text));
    }
    return Optional.of(List.copyOf(rewritten));
  }

  private Optional<Map<String, String>> map(String path, Optional<Map<String, String>> pairs)
      throws TemplateException {
    if (pairs.isEmpty()) {
      return pairs;
    }
    Map<String, String> rewritten = new TreeMap<>();
    for (var pair : pairs.get().entrySet()) {
      var name = pair.getKey();
      rewritten.put(name, rewriting.apply(path + "[" + name + "]", pair.getValue()));
    }
    return Optional.of(rewritten);
  }
}
