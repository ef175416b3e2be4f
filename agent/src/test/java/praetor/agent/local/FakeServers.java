package praetor.agent.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.servers.CatalogWrites;
import praetor.model.DeregisterRequest;
import praetor.model.HealthCheck;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.RegisterRequest;

/**
 * Servers in memory: one node's catalog, a journal of the writes, and failures on demand. Writes
 * answer at once, or when the test releases them.
 */
final class FakeServers implements CatalogWrites, CatalogView {
  private Optional<Node> node = Optional.empty();
  final Map<String, NodeService> services = new TreeMap<>();
  final Map<String, HealthCheck> checks = new TreeMap<>();
  final List<String> journal = new ArrayList<>();
  final List<String> tokens = new ArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private Optional<RequestException> failure = Optional.empty();
  private boolean holding;
  int reads;

  AntiEntropy.Connection connection() {
    return new AntiEntropy.Connection(this, this, FakeServers::caller);
  }

  private static Caller caller(String token) {
    return new Caller(token, Caller.unrestricted().authorizer());
  }

  void fail(RequestException with) {
    failure = Optional.of(with);
  }

  void recover() {
    failure = Optional.empty();
  }

  /** From now on writes wait to be released. */
  void hold() {
    holding = true;
  }

  int held() {
    return held.size();
  }

  void release() {
    holding = false;
    while (!held.isEmpty()) {
      held.removeFirst().run();
    }
  }

  List<String> journal() {
    var all = List.copyOf(journal);
    journal.clear();
    return all;
  }

  @Override
  public CompletableFuture<NodeContents> contents(String name, Caller caller) {
    reads++;
    return failure.isPresent()
        ? CompletableFuture.failedFuture(failure.get())
        : CompletableFuture.completedFuture(
            new NodeContents(node, List.copyOf(services.values()), List.copyOf(checks.values())));
  }

  @Override
  public CompletableFuture<Void> register(RegisterRequest request, Caller caller) {
    return write(() -> apply(request), caller);
  }

  @Override
  public CompletableFuture<Void> deregister(DeregisterRequest request, Caller caller) {
    return write(() -> apply(request), caller);
  }

  private CompletableFuture<Void> write(Runnable apply, Caller caller) {
    if (failure.isPresent()) {
      return CompletableFuture.failedFuture(failure.get());
    }
    tokens.add(caller.token());
    var done = new CompletableFuture<Void>();
    Runnable carryOut =
        () -> {
          apply.run();
          done.complete(null);
        };
    if (holding) {
      held.add(carryOut);
    } else {
      carryOut.run();
    }
    return done;
  }

  private void apply(RegisterRequest request) {
    var line = new StringBuilder("register");
    if (!request.skipNodeUpdate()) {
      line.append(" node");
      node = Optional.of(node(request));
    }
    request
        .service()
        .ifPresent(
            service -> {
              line.append(" service ").append(service.id());
              services.put(service.id(), service);
            });
    for (var check : request.checks()) {
      line.append(" check ").append(check.checkId()).append('=').append(check.status());
      checks.put(check.checkId(), check);
    }
    journal.add(line.toString());
  }

  private static Node node(RegisterRequest request) {
    return new Node(
        request.id(),
        request.node(),
        request.address(),
        request.datacenter(),
        "",
        "",
        request.taggedAddresses(),
        request.nodeMeta(),
        request.locality(),
        1,
        1);
  }

  private void apply(DeregisterRequest request) {
    if (request.serviceId().isEmpty()) {
      journal.add("deregister check " + request.checkId());
      checks.remove(request.checkId());
    } else {
      journal.add("deregister service " + request.serviceId());
      services.remove(request.serviceId());
      checks.values().removeIf(check -> check.serviceId().equals(request.serviceId()));
    }
  }
}
