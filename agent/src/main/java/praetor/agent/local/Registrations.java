package praetor.agent.local;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.checks.CheckKinds;
import praetor.agent.checks.CheckResult;
import praetor.agent.checks.CheckRules;
import praetor.agent.checks.CheckRunner;
import praetor.agent.config.CheckDefinition;
import praetor.model.Clock;
import praetor.model.NodeService;

/**
 * Where services and checks come in and go out: by API and from configuration files.
 *
 * <p>What comes by API is on disk before it is acknowledged. What a file defines is not kept: the
 * file is. Methods may block. Failures are {@link RequestException}s with the texts of Consul
 * 1.21.4. Safe for any thread.
 */
public final class Registrations {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  private static final String NO_REMOTE_SCRIPTS =
      "Scripts are disabled on this agent from remote calls; to enable, configure"
          + " 'enable_script_checks' to true";
  private static final String NO_SCRIPTS =
      "Scripts are disabled on this agent; to enable, configure 'enable_script_checks' or"
          + " 'enable_local_script_checks' to true";
  private static final String SERVICE_REASON =
      "Maintenance mode is enabled for this service, but no reason was provided. This is a"
          + " default message.";
  private static final String NODE_REASON =
      "Maintenance mode is enabled for this node, but no reason was provided. This is a default"
          + " message.";
  private static final Pattern DNS_NAME = Pattern.compile("[a-zA-Z0-9-]{1,63}");

  /** Where a registration comes from. */
  private enum Source {
    API,
    FILE
  }

  private final LocalState state;
  private final CheckRunner runner;
  private final AliasChecks aliases;
  private final DefinitionFiles files;
  private final CheckPolicy policy;
  private final Clock clock;
  private final Stripes stripes = new Stripes();
  private final Object sidecarPorts = new Object();
  private final Set<String> fileServices = ConcurrentHashMap.newKeySet();
  private final Set<String> fileChecks = ConcurrentHashMap.newKeySet();

  Registrations(
      LocalState state,
      CheckRunner runner,
      AliasChecks aliases,
      DefinitionFiles files,
      CheckPolicy policy,
      Clock clock) {
    this.state = state;
    this.runner = runner;
    this.aliases = aliases;
    this.files = files;
    this.policy = policy;
    this.clock = clock;
  }

  // ---- by API

  /**
   * Registers a service with its checks, and its sidecar.
   *
   * @param token of the request; the body's own goes before
   * @param replaceChecks whether checks of the service that the body does not name are removed
   */
  public void registerService(ServiceBody body, String token, boolean replaceChecks) {
    ServiceRules.check(body);
    Sidecars.of(body).ifPresent(s -> ServiceRules.checkSidecar(completed(body, s)));
    register(body, body.token().isEmpty() ? token : body.token(), replaceChecks, Source.API);
  }

  /** Removes a service with its checks, and its sidecar. */
  public void deregisterService(String id) {
    boolean found = alone(id, () -> removeService(id));
    if (!found) {
      throw unknownService(id);
    }
    var sidecar = Sidecars.idFor(id);
    if (state.service(sidecar).filter(s -> s.service().locallyRegisteredAsSidecar()).isPresent()) {
      alone(sidecar, () -> removeService(sidecar));
    }
  }

  /** Registers a check, of the node or of a service that is there. */
  public void registerCheck(CheckDefinition definition, String token) {
    if (definition.name().isEmpty()) {
      throw RequestException.bad("Missing check name");
    }
    if (!definition.status().isEmpty() && !CheckRules.isStatus(definition.status())) {
      throw RequestException.bad("Bad check status");
    }
    CheckRules.firstFault(definition)
        .ifPresent(
            why -> {
              throw RequestException.bad("Invalid check: " + why);
            });
    register(
        Copies.placed(
            definition,
            definition.id().isEmpty() ? definition.name() : definition.id(),
            definition.name(),
            definition.serviceId(),
            definition.token().isEmpty() ? token : definition.token()),
        Source.API);
  }

  /** Removes a check. */
  public void deregisterCheck(String id) {
    var check = state.check(id).orElseThrow(() -> unknownCheck(id));
    boolean found = alone(owner(check.health().serviceId(), id), () -> removeCheck(id));
    if (!found) {
      throw unknownCheck(id);
    }
  }

  /** Takes the report of a TTL check. */
  public void report(String checkId, String status, String output) {
    if (state.check(checkId).isEmpty()) {
      throw unknownCheck(checkId);
    }
    var ttl =
        runner
            .ttl(checkId)
            .orElseThrow(
                () ->
                    RequestException.failed(
                        "CheckID \"" + checkId + "\" does not have associated TTL"));
    ttl.report(status, output);
    // The state has the output within its limits.
    state
        .check(checkId)
        .ifPresent(
            check -> {
              var health = check.health();
              long expiresMs = clock.now().plus(ttl.ttl()).toEpochMilli();
              files
                  .statuses()
                  .save(new Stored.Status(checkId, health.status(), health.output(), expiresMs));
            });
  }

  /** Takes a service out of use, or back into it; twice is no error. */
  public void serviceMaintenance(String serviceId, boolean enable, String reason, String token) {
    if (state.service(serviceId).isEmpty()) {
      throw unknownService(serviceId);
    }
    maintain(serviceId, enable, reason.isEmpty() ? SERVICE_REASON : reason, token);
  }

  /** Takes all services of the node out of use, or back into it; twice is no error. */
  public void nodeMaintenance(boolean enable, String reason, String token) {
    maintain("", enable, reason.isEmpty() ? NODE_REASON : reason, token);
  }

  private void maintain(String serviceId, boolean enable, String reason, String token) {
    var check = CheckDefinitions.maintenance(serviceId, reason, token);
    boolean enabled = state.check(check.id()).isPresent();
    if (enable && !enabled) {
      LOG.info(
          "{} entered maintenance mode", serviceId.isEmpty() ? "Node" : "Service " + serviceId);
      register(check, Source.API);
    } else if (!enable && enabled) {
      LOG.info("{} left maintenance mode", serviceId.isEmpty() ? "Node" : "Service " + serviceId);
      alone(owner(serviceId, check.id()), () -> removeCheck(check.id()));
    }
  }

  // ---- at the start, and when the configuration is read again

  /**
   * Takes over what files define, in the place of what they defined before, and, at the start, what
   * is kept on disk. A file's definition goes before a kept one of the same id. What cannot be used
   * is reported and left out.
   */
  void load(List<ServiceBody> services, List<CheckDefinition> checks, boolean start)
      throws IOException {
    var servicesBefore = Set.copyOf(fileServices);
    var checksBefore = Set.copyOf(fileChecks);
    fileServices.clear();
    fileChecks.clear();
    services.forEach(this::loadFromFile);
    checks.forEach(this::loadFromFile);
    remove(servicesBefore, checksBefore);
    if (start) {
      loadKept();
    }
  }

  private void loadFromFile(ServiceBody body) {
    try {
      ServiceRules.check(body);
      fileServices.add(body.effectiveId());
      ServiceForms.checks(body, "").forEach(check -> fileChecks.add(check.id()));
      Sidecars.of(body).ifPresent(_ -> fileServices.add(Sidecars.idFor(body.effectiveId())));
      register(body, body.token(), false, Source.FILE);
    } catch (RequestException e) {
      LOG.error("Failed to register service {}: {}", body.effectiveId(), e.getMessage());
    }
  }

  private void loadFromFile(CheckDefinition check) {
    var id = check.id().isEmpty() ? check.name() : check.id();
    try {
      fileChecks.add(id);
      register(
          Copies.placed(check, id, check.name(), check.serviceId(), check.token()), Source.FILE);
    } catch (RequestException e) {
      LOG.error("Failed to register check {}: {}", id, e.getMessage());
    }
  }

  /** What the files no longer define goes. */
  private void remove(Set<String> servicesBefore, Set<String> checksBefore) {
    for (var id : servicesBefore) {
      if (!fileServices.contains(id)) {
        alone(id, () -> removeService(id));
      }
    }
    for (var id : checksBefore) {
      var gone = state.check(id).filter(_ -> !fileChecks.contains(id));
      gone.ifPresent(check -> alone(owner(check.health().serviceId(), id), () -> removeCheck(id)));
    }
  }

  private void loadKept() throws IOException {
    for (var stored : files.services().records()) {
      var id = stored.service().id();
      if (fileServices.contains(id)) {
        files.services().delete(id);
      } else {
        state.put(stored.restored(), stored.token(), List.of());
      }
    }
    for (var stored : files.checks().records()) {
      loadKept(stored);
    }
    for (var status : files.statuses().records()) {
      restore(status);
    }
  }

  private void loadKept(Stored.Check stored) throws IOException {
    var definition = stored.definition();
    var service = state.service(definition.serviceId()).map(LocalService::service);
    boolean orphan = !definition.serviceId().isEmpty() && service.isEmpty();
    if (orphan || fileChecks.contains(definition.id())) {
      files.checks().delete(definition.id());
      return;
    }
    try {
      runnable(definition, Source.API);
      state.put(local(definition, service, stored.withService()));
      start(definition);
    } catch (RequestException e) {
      LOG.error("Failed to restore check {}: {}", definition.id(), e.getMessage());
    }
  }

  /** A TTL check goes on where it was, if its time was not over meanwhile. */
  private void restore(Stored.Status status) throws IOException {
    var left = Duration.ofMillis(status.expiresMs() - clock.now().toEpochMilli());
    var check = state.check(status.checkId()).filter(known -> CheckRules.isTtl(known.definition()));
    if (check.isEmpty() || left.isNegative()) {
      files.statuses().delete(status.checkId());
      return;
    }
    state.update(status.checkId(), new CheckResult(status.status(), status.output()));
    runner.start(status.checkId(), check.get().definition(), status.output(), left);
  }

  // ---- what both ways share

  private void register(ServiceBody body, String token, boolean replaceChecks, Source source) {
    var checks = ServiceForms.checks(body, token);
    checks.forEach(check -> runnable(check, source));
    warnOfNames(body);
    alone(
        body.effectiveId(),
        () -> {
          put(ServiceForms.service(body, false), token, checks, source);
          return !replaceChecks || removeOthers(body.effectiveId(), checks);
        });
    Sidecars.of(body).ifPresent(sidecar -> registerSidecar(body, sidecar, token, source));
  }

  private void registerSidecar(
      ServiceBody parent, ServiceBody sidecar, String token, Source source) {
    synchronized (sidecarPorts) {
      var body = completed(parent, sidecar);
      ServiceRules.checkSidecar(body);
      var checks = ServiceForms.checks(body, body.token().isEmpty() ? token : body.token());
      checks.forEach(check -> runnable(check, source));
      alone(
          body.effectiveId(),
          () -> {
            put(ServiceForms.service(body, true), token, checks, source);
            return true;
          });
    }
  }

  /** With a port of its own, which is free until the next registration. */
  private ServiceBody completed(ServiceBody parent, ServiceBody sidecar) {
    int port = sidecar.port() > 0 ? 0 : sidecarPort(Sidecars.idFor(parent.effectiveId()));
    return Sidecars.complete(parent, sidecar, port);
  }

  private int sidecarPort(String sidecarId) {
    var known = state.service(sidecarId).map(service -> service.service().port());
    if (known.isPresent() && known.get() > 0) {
      return known.get();
    }
    var used = new HashSet<Integer>();
    state.services().forEach(service -> used.add(service.service().port()));
    for (int port = policy.sidecarPortMin(); port <= policy.sidecarPortMax(); port++) {
      if (!used.contains(port)) {
        return port;
      }
    }
    throw RequestException.failed(
        "none left in the configured range ["
            + policy.sidecarPortMin()
            + ", "
            + policy.sidecarPortMax()
            + "]");
  }

  private void put(NodeService service, String token, List<CheckDefinition> checks, Source source) {
    if (source == Source.API) {
      keep(() -> files.services().save(Stored.Service.of(service, token)));
      checks.forEach(check -> keep(() -> files.checks().save(new Stored.Check(check, true))));
    }
    var local = checks.stream().map(check -> local(check, Optional.of(service), true)).toList();
    state.put(service, token, local);
    checks.forEach(this::start);
  }

  private void register(CheckDefinition check, Source source) {
    if (check.id().equals(SyncRules.SERF_CHECK)) {
      throw RequestException.bad("Invalid check ID \"serfHealth\": it is kept by the servers");
    }
    alone(
        owner(check.serviceId(), check.id()),
        () -> {
          var service = state.service(check.serviceId()).map(LocalService::service);
          if (!check.serviceId().isEmpty() && service.isEmpty()) {
            throw new RequestException(
                404, "ServiceID \"" + check.serviceId() + "\" does not exist");
          }
          runnable(check, source);
          if (source == Source.API) {
            keep(() -> files.checks().save(new Stored.Check(check, false)));
          }
          state.put(local(check, service, false));
          start(check);
          return true;
        });
  }

  private LocalCheck local(
      CheckDefinition check, Optional<NodeService> service, boolean withService) {
    var health = CheckDefinitions.health(check, state.node().name(), service, withService);
    return state.fresh(health, check, check.token());
  }

  /** Refuses programs where they are not allowed. */
  private void runnable(CheckDefinition check, Source source) {
    boolean allowed = source == Source.API ? policy.remoteScripts() : policy.localScripts();
    if (CheckRules.isScript(check) && !allowed) {
      throw RequestException.failed(source == Source.API ? NO_REMOTE_SCRIPTS : NO_SCRIPTS);
    }
  }

  private void start(CheckDefinition check) {
    var id = check.id();
    aliases.stop(id);
    if (CheckRules.isAlias(check) && CheckKinds.of(check).isEmpty()) {
      runner.stop(id);
      aliases.start(id, check);
    } else {
      var output = state.check(id).map(known -> known.health().output()).orElse("");
      runner.start(id, check, output);
    }
  }

  private boolean removeOthers(String serviceId, List<CheckDefinition> kept) {
    var ids = new HashSet<String>();
    kept.forEach(check -> ids.add(check.id()));
    for (var check : state.checksOf(serviceId)) {
      if (!ids.contains(check.id()) && !CheckDefinitions.isMaintenance(check.id())) {
        removeCheck(check.id());
      }
    }
    return true;
  }

  private boolean removeService(String id) {
    var checks = state.checksOf(id);
    if (state.service(id).isEmpty()) {
      return false;
    }
    keep(() -> files.services().delete(id));
    checks.forEach(check -> forget(check.id()));
    return state.removeService(id);
  }

  private boolean removeCheck(String id) {
    if (state.check(id).isEmpty()) {
      return false;
    }
    forget(id);
    return state.removeCheck(id);
  }

  private void forget(String checkId) {
    keep(
        () -> {
          files.checks().delete(checkId);
          files.statuses().delete(checkId);
        });
    runner.stop(checkId);
    aliases.stop(checkId);
  }

  /** Something that writes to the disk. */
  @FunctionalInterface
  private interface Keeping {
    void run() throws IOException;
  }

  private static void keep(Keeping keeping) {
    try {
      keeping.run();
    } catch (IOException e) {
      LOG.error("a registration cannot be kept", e);
      throw RequestException.failed("failed to persist registration: " + e.getMessage());
    }
  }

  private boolean alone(String name, BooleanSupplier action) {
    return stripes.alone(name, action);
  }

  /** What a check's changes are ordered by: its service, or itself. */
  private static String owner(String serviceId, String checkId) {
    return serviceId.isEmpty() ? checkId : serviceId;
  }

  private static void warnOfNames(ServiceBody body) {
    if (!DNS_NAME.matcher(body.name()).matches()) {
      LOG.warn(
          "Service name will not be discoverable via DNS due to invalid characters. Valid"
              + " characters include all alpha-numerics and dashes.: service={}",
          body.name());
    }
    for (var tag : body.tags()) {
      if (!DNS_NAME.matcher(tag).matches()) {
        LOG.debug(
            "Service tag will not be discoverable via DNS due to invalid characters. Valid"
                + " characters include all alpha-numerics and dashes.: tag={}",
            tag);
      }
    }
  }

  static RequestException unknownService(String id) {
    return new RequestException(
        404,
        "Unknown service ID \"%s\". Ensure that the service ID is passed, not the service name."
            .formatted(id));
  }

  static RequestException unknownCheck(String id) {
    return new RequestException(
        404,
        "Unknown check ID \"%s\". Ensure that the check ID is passed, not the check name."
            .formatted(id));
  }
}
