package praetor.agent.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.acl.Caller;
import praetor.agent.checks.CheckResult;
import praetor.agent.checks.Timers;
import praetor.agent.config.CheckDefinition;
import praetor.model.HealthCheck;

/**
 * Runs alias checks: those of this node follow the local state at once, those of other nodes look
 * at the catalog from time to time. Safe for any thread.
 */
final class AliasChecks implements LocalState.Listener {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  /** How late a change on another node may be seen. */
  private static final Duration REMOTE_INTERVAL = Duration.ofSeconds(10);

  private final LocalState state;
  private final CatalogView view;
  private final Supplier<Caller> agent;
  private final Timers timers;
  private final Map<String, CheckDefinition> aliases = new ConcurrentHashMap<>();

  AliasChecks(LocalState state, CatalogView view, Supplier<Caller> agent, Timers timers) {
    this.state = state;
    this.view = view;
    this.agent = agent;
    this.timers = timers;
    state.listen(this);
  }

  void start(String checkId, CheckDefinition definition) {
    aliases.put(checkId, definition);
    if (isLocal(definition)) {
      evaluate(checkId, definition);
    } else {
      look(checkId, definition);
    }
  }

  void stop(String checkId) {
    aliases.remove(checkId);
  }

  @Override
  public void changed(String serviceId) {
    aliases.forEach(
        (checkId, definition) -> {
          boolean follows = serviceId.isEmpty() || serviceId.equals(definition.aliasService());
          if (follows && isLocal(definition)) {
            evaluate(checkId, definition);
          }
        });
  }

  private boolean isLocal(CheckDefinition definition) {
    return definition.aliasNode().isEmpty()
        || definition.aliasNode().equalsIgnoreCase(state.node().name());
  }

  private void evaluate(String checkId, CheckDefinition definition) {
    state.update(checkId, localResult(checkId, definition));
  }

  private CheckResult localResult(String checkId, CheckDefinition definition) {
    var service = definition.aliasService();
    if (!service.isEmpty() && state.service(service).isEmpty()) {
      return AliasRule.serviceMissing(service, definition.aliasNode());
    }
    var followed = new ArrayList<HealthCheck>();
    state.nodeChecks().forEach(check -> followed.add(check.health()));
    if (!service.isEmpty()) {
      state.checksOf(service).forEach(check -> followed.add(check.health()));
    }
    return AliasRule.of(followed, checkId);
  }

  private void look(String checkId, CheckDefinition definition) {
    if (!isPresent(checkId, definition)) {
      return;
    }
    view.contents(definition.aliasNode(), agent.get())
        .whenComplete((contents, failure) -> seen(checkId, definition, contents, failure));
  }

  private void seen(
      String checkId,
      CheckDefinition definition,
      @Nullable NodeContents contents,
      @Nullable Throwable failure) {
    if (contents != null && isPresent(checkId, definition)) {
      state.update(checkId, remoteResult(checkId, definition, contents));
    } else if (failure != null) {
      // What the check said before stays until the catalog can be read again.
      LOG.debug("alias check {} cannot see node {}", checkId, definition.aliasNode(), failure);
    }
    timers.after(REMOTE_INTERVAL, () -> look(checkId, definition));
  }

  // Compared by identity: a check registered anew has a loop of its own.
  @SuppressWarnings("ReferenceEquality")
  private boolean isPresent(String checkId, CheckDefinition definition) {
    return aliases.get(checkId) == definition;
  }

  private static CheckResult remoteResult(
      String checkId, CheckDefinition definition, NodeContents contents) {
    var service = definition.aliasService();
    boolean found =
        service.isEmpty()
            || contents.services().stream().anyMatch(there -> there.id().equals(service));
    if (contents.node().isPresent() && !found) {
      return AliasRule.serviceMissing(service, definition.aliasNode());
    }
    List<HealthCheck> followed =
        contents.checks().stream()
            .filter(check -> check.serviceId().isEmpty() || check.serviceId().equals(service))
            .toList();
    return AliasRule.of(followed, checkId);
  }
}
