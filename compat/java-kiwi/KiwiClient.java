import com.google.common.net.HostAndPort;
import java.io.File;
import java.math.BigInteger;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.net.URI;
import org.kiwiproject.consul.Consul;
import org.kiwiproject.consul.ConsulException;
import org.kiwiproject.consul.NotRegisteredException;
import org.kiwiproject.consul.async.Callback;
import org.kiwiproject.consul.cache.KVCache;
import org.kiwiproject.consul.cache.ServiceHealthCache;
import org.kiwiproject.consul.model.State;
import org.kiwiproject.consul.model.agent.ImmutableRegistration;
import org.kiwiproject.consul.model.agent.Registration;
import org.kiwiproject.consul.model.catalog.ImmutableCatalogDeregistration;
import org.kiwiproject.consul.model.catalog.ImmutableCatalogRegistration;
import org.kiwiproject.consul.model.health.ImmutableService;
import org.kiwiproject.consul.model.kv.Operation;
import org.kiwiproject.consul.model.kv.Value;
import org.kiwiproject.consul.model.kv.Verb;
import org.kiwiproject.consul.model.query.ImmutablePreparedQuery;
import org.kiwiproject.consul.model.query.ImmutableServiceQuery;
import org.kiwiproject.consul.model.session.ImmutableSession;
import org.kiwiproject.consul.option.ConsistencyMode;
import org.kiwiproject.consul.option.ImmutablePutOptions;
import org.kiwiproject.consul.option.ImmutableQueryOptions;
import org.kiwiproject.consul.option.PutOptions;
import org.kiwiproject.consul.option.QueryOptions;

/** A day's work of a service that uses Kiwi's consul-client. Argument: the agent's address. */
final class KiwiClient {
  private static final String NAME = "compat-kiwi";
  private static final String ID = NAME + "-1";
  private static final String PREFIX = NAME + "/";
  private static final int WAIT_SECONDS = 60;

  private final Consul consul;

  private KiwiClient(URI agent) {
    var address = HostAndPort.fromParts(agent.getHost(), agent.getPort());
    // Longer than the longest wait.
    this.consul = Consul.builder().withHostAndPort(address).withReadTimeoutMillis(90_000).build();
  }

  public static void main(String[] args) throws Exception {
    var program = new KiwiClient(URI.create(args[0]));
    program.status();
    program.service();
    program.watch();
    program.caches();
    program.catalog();
    program.keys();
    program.lock();
    program.transactions();
    program.query();
    program.events();
    program.snapshot();
    program.end();
    program.consul.destroy();
  }

  private void status() {
    Steps.holds(consul.statusClient().getLeader().contains(":"), "the leader is known");
    Steps.same(1, consul.statusClient().getPeers().size(), "one peer");
    var agent = consul.agentClient().getAgent();
    Steps.same("dc1", agent.getConfig().getDatacenter(), "the agent tells its datacenter");
    Steps.same(
        agent.getConfig().getNodeName(), agent.getMember().getName(), "the agent tells its member");
    Steps.same(1, consul.agentClient().getMembers().size(), "one member");
    Steps.same(
        1, consul.operatorClient().getRaftConfiguration().servers().size(), "one raft server");
    Steps.same(1, consul.coordinateClient().getDatacenters().size(), "coordinates");
  }

  private void service() throws Exception {
    var agent = consul.agentClient();
    agent.register(
        ImmutableRegistration.builder()
            .id(ID)
            .name(NAME)
            .address("127.0.0.9")
            .port(8080)
            .addTags("primary", "v1")
            .putMeta("version", "1")
            .check(Registration.RegCheck.ttl(600))
            .build());
    Steps.holds(agent.isRegistered(ID), "registered");
    Steps.soon(() -> all() == 1, "the service is in the catalog");
    Steps.same(0, healthy(), "it is not healthy before its first pass");
    agent.pass(ID, "all well");
    Steps.soon(() -> healthy() == 1, "it is healthy after a pass");
    agent.warn(ID, "so so");
    Steps.soon(() -> healthy() == 0, "it is not healthy after a warning");
    agent.fail(ID, "down");
    Steps.soon(() -> state().equals("critical"), "it is critical after a failure");
    Steps.same("down", agent.getChecks().get("service:" + ID).getOutput().orElse(""), "the note");
    agent.pass(ID);
    Steps.soon(() -> healthy() == 1, "it is healthy again");

    agent.toggleMaintenanceMode(ID, true, "for now");
    Steps.soon(() -> healthy() == 0, "maintenance hides it");
    agent.toggleMaintenanceMode(ID, false);
    Steps.soon(() -> healthy() == 1, "the end of maintenance shows it");
    agent.registerCheck(NAME + "-node", NAME + "-node", 600);
    agent.passCheck(NAME + "-node");
    Steps.same("passing", agent.getChecks().get(NAME + "-node").getStatus(), "a node check");
    agent.deregisterCheck(NAME + "-node");
    try {
      agent.passCheck(NAME + "-node");
      throw new AssertionError("a check that is gone passed");
    } catch (NotRegisteredException gone) {
      Steps.done("a check that is gone is said to be so");
    }

    var service = agent.getService(ID, QueryOptions.BLANK);
    Steps.same("1", service.getResponse().getMeta().get("version"), "one service");
    var hash = service.getResponse().getContentHash();
    var waiting =
        Steps.inBackground(
            () -> agent.getService(ID, ImmutableQueryOptions.builder().hash(hash).wait("60s").build()));
    agent.register(
        ImmutableRegistration.builder()
            .id(ID)
            .name(NAME)
            .address("127.0.0.9")
            .port(8081)
            .addTags("primary", "v1")
            .putMeta("version", "2")
            .check(Registration.RegCheck.ttl(600))
            .build());
    var changed = Steps.woken(waiting, "a watch by hash wakes");
    Steps.same(8081, changed.getResponse().getPort(), "it tells of the new port");
  }

  private int all() {
    return consul.healthClient().getAllServiceInstances(NAME).getResponse().size();
  }

  private int healthy() {
    return consul.healthClient().getHealthyServiceInstances(NAME).getResponse().size();
  }

  private String state() {
    return consul.healthClient().getServiceChecks(NAME).getResponse().getFirst().getStatus();
  }

  private void watch() throws Exception {
    var health = consul.healthClient();
    consul.agentClient().pass(ID);
    Steps.soon(() -> healthy() == 1, "it is healthy");
    var now = health.getHealthyServiceInstances(NAME);
    Steps.holds(now.getIndex().signum() > 0, "the answer has an index");
    Steps.holds(now.isKnownLeader(), "the answer knows of a leader");
    var blocking = QueryOptions.blockSeconds(WAIT_SECONDS, now.getIndex()).build();
    var waiting = Steps.inBackground(() -> health.getHealthyServiceInstances(NAME, blocking));
    consul.agentClient().fail(ID, "down");
    var then = Steps.woken(waiting, "a watch wakes");
    Steps.same(0, then.getResponse().size(), "it tells of the failure");
    Steps.holds(then.getIndex().compareTo(now.getIndex()) > 0, "the index went on");
    consul.agentClient().pass(ID);
    Steps.soon(() -> healthy() == 1, "it is healthy again");

    var stale = ImmutableQueryOptions.builder().consistencyMode(ConsistencyMode.STALE).build();
    Steps.same(1, health.getHealthyServiceInstances(NAME, stale).getResponse().size(), "stale");
    var consistent =
        ImmutableQueryOptions.builder().consistencyMode(ConsistencyMode.CONSISTENT).build();
    Steps.same(
        1, health.getHealthyServiceInstances(NAME, consistent).getResponse().size(), "consistent");
    var cached =
        ImmutableQueryOptions.builder()
            .consistencyMode(
                ConsistencyMode.createCachedConsistencyWithMaxAgeAndStale(
                    Optional.of(60L), Optional.empty()))
            .build();
    health.getHealthyServiceInstances(NAME, cached);
    var hit = health.getHealthyServiceInstances(NAME, cached);
    Steps.holds(hit.getCacheResponseInfo().orElseThrow().isCacheHit(), "a hit in the cache");
    var filter = ImmutableQueryOptions.builder().filter("Service.Meta.version == 2").build();
    Steps.same(1, health.getAllServiceInstances(NAME, filter).getResponse().size(), "a filter");
    var none = ImmutableQueryOptions.builder().filter("Service.Meta.version == 1").build();
    Steps.same(0, health.getAllServiceInstances(NAME, none).getResponse().size(), "another filter");
    var tag = ImmutableQueryOptions.builder().addTag("primary").addTag("v1").near("_agent").build();
    Steps.same(1, health.getAllServiceInstances(NAME, tag).getResponse().size(), "two tags, near");
  }

  private void caches() throws Exception {
    try (var services = ServiceHealthCache.newCache(consul.healthClient(), NAME);
        var keys = KVCache.newCache(consul.keyValueClient(), PREFIX + "cache", WAIT_SECONDS)) {
      services.start();
      keys.start();
      Steps.holds(services.awaitInitialized(10, TimeUnit.SECONDS), "a cache of instances fills");
      Steps.same(1, services.getMap().size(), "with the healthy one");
      Steps.holds(keys.awaitInitialized(10, TimeUnit.SECONDS), "a cache of keys fills");
      consul.agentClient().fail(ID);
      consul.keyValueClient().putValue(PREFIX + "cache/k", "v");
      Steps.soon(() -> services.getMap().isEmpty(), "the cache of instances follows");
      Steps.soon(() -> keys.getMap().size() == 1, "the cache of keys follows");
      consul.agentClient().pass(ID);
      Steps.soon(() -> services.getMap().size() == 1, "and again");
    }
    consul.keyValueClient().deleteKeys(PREFIX);
  }

  private void catalog() {
    var catalog = consul.catalogClient();
    Steps.same(List.of("dc1"), catalog.getDatacenters(), "one datacenter");
    catalog.register(
        ImmutableCatalogRegistration.builder()
            .datacenter("dc1")
            .node(NAME + "-node")
            .address("127.0.0.77")
            .putNodeMeta("kind", NAME)
            .service(
                ImmutableService.builder()
                    .id(NAME + "-ext")
                    .service(NAME + "-ext")
                    .address("")
                    .port(5432)
                    .addTags("db")
                    .build())
            .build());
    var found = catalog.getService(NAME + "-ext").getResponse().getFirst();
    Steps.same("127.0.0.77", found.getAddress(), "a node from outside");
    Steps.same(
        List.of("db"),
        catalog.getServices().getResponse().get(NAME + "-ext"),
        "services with their tags");
    var ofKind = ImmutableQueryOptions.builder().addNodeMeta("kind:" + NAME).build();
    Steps.same(1, catalog.getNodes(ofKind).getResponse().size(), "nodes by metadata");
    Steps.same(
        5432,
        catalog.getNode(NAME + "-node").getResponse().getServices().get(NAME + "-ext").getPort(),
        "a node with its services");
    catalog.deregister(ImmutableCatalogDeregistration.builder().node(NAME + "-node").build());
    Steps.same(0, catalog.getService(NAME + "-ext").getResponse().size(), "it is gone");
  }

  private void keys() {
    var kv = consul.keyValueClient();
    Steps.same(Optional.empty(), kv.getValue(PREFIX + "none"), "a missing key");
    Steps.holds(kv.putValue(PREFIX + "a", "one", 42), "a key is written");
    Value entry = kv.getValue(PREFIX + "a").orElseThrow();
    Steps.same(Optional.of("one"), entry.getValueAsString(), "and read");
    Steps.same(42L, entry.getFlags(), "the flags");
    var wrong = ImmutablePutOptions.builder().cas(entry.getModifyIndex() + 1).build();
    Steps.holds(!kv.putValue(PREFIX + "a", "no", 0, wrong), "a wrong cas");
    var right = ImmutablePutOptions.builder().cas(entry.getModifyIndex()).build();
    Steps.holds(kv.putValue(PREFIX + "a", "two", 0, right), "a right cas");
    Steps.holds(
        kv.putValue(PREFIX + "b/bytes", Steps.everyByte(), 0, PutOptions.BLANK), "bytes");
    Steps.holds(
        Arrays.equals(
            Steps.everyByte(),
            kv.getValue(PREFIX + "b/bytes").orElseThrow().getValueAsBytes().orElseThrow()),
        "come back");
    Steps.holds(kv.putValue(PREFIX + "ü & ?", "x"), "a key of many letters");
    Steps.same(Optional.of("x"), kv.getValueAsString(PREFIX + "ü & ?"), "is read");
    Steps.same(
        List.of(PREFIX + "a", PREFIX + "b/", PREFIX + "ü & ?"),
        kv.getKeys(PREFIX, "/"),
        "keys up to a separator");
    Steps.same(3, kv.getValues(PREFIX).size(), "values below a prefix");
    kv.deleteKey(PREFIX + "a");
    Steps.same(Optional.empty(), kv.getValue(PREFIX + "a"), "a key is deleted");
    kv.deleteKeys(PREFIX);
    Steps.same(List.of(), kv.getValues(PREFIX), "all below a prefix are deleted");
  }

  private void lock() {
    var kv = consul.keyValueClient();
    var first = session();
    var second = session();
    Steps.holds(kv.acquireLock(PREFIX + "lock", "held", first), "a lock is taken");
    Steps.holds(!kv.acquireLock(PREFIX + "lock", "held", second), "another cannot take it");
    Steps.same(Optional.of(first), kv.getSession(PREFIX + "lock"), "the holder is told");
    var sessions = consul.sessionClient();
    Steps.same(first, sessions.renewSession(first).orElseThrow().getId(), "it is renewed");
    Steps.same(
        "delete", sessions.getSessionInfo(first).orElseThrow().getBehavior(), "its behavior");
    Steps.holds(sessions.listSessions().size() >= 2, "sessions are listed");
    Steps.holds(kv.releaseLock(PREFIX + "lock", first), "the lock is released");
    Steps.holds(kv.acquireLock(PREFIX + "lock", "held", second), "the other takes it");
    sessions.destroySession(second);
    Steps.same(Optional.empty(), kv.getValue(PREFIX + "lock"), "and loses it with its key");
    sessions.destroySession(first);
    Steps.same(Optional.empty(), sessions.getSessionInfo(first), "the session is gone");
  }

  private String session() {
    return consul
        .sessionClient()
        .createSession(
            ImmutableSession.builder()
                .name(NAME)
                .ttl("60s")
                .lockDelay("0s")
                .behavior("delete")
                .build())
        .getId();
  }

  private void transactions() {
    var kv = consul.keyValueClient();
    var set = Operation.builder(Verb.SET).key(PREFIX + "t").value("MQ==").build();
    var get = Operation.builder(Verb.GET).key(PREFIX + "t").build();
    var answer = kv.performTransaction(set, get).getResponse();
    Steps.same(2, answer.results().size(), "a transaction of two");
    Steps.same(0, answer.errors().size(), "without errors");
    var check = Operation.builder(Verb.CHECK_INDEX).key(PREFIX + "t").index(BigInteger.ONE).build();
    try {
      kv.performTransaction(set, check);
      throw new AssertionError("a transaction with a failed check was done");
    } catch (ConsulException refused) {
      Steps.same(409, refused.getCode(), "a failed check is a conflict");
    }
    kv.deleteKey(PREFIX + "t");
  }

  private void query() throws Exception {
    var queries = consul.preparedQueryClient();
    var id =
        queries.createPreparedQuery(
            ImmutablePreparedQuery.builder()
                .name(NAME)
                .service(ImmutableServiceQuery.builder().service(NAME).onlyPassing(true).build())
                .build());
    Steps.same(NAME, queries.getPreparedQuery(id).orElseThrow().getName(), "a prepared query");
    Steps.same(1, queries.execute(NAME).nodes().size(), "finds the instance");
    Steps.holds(!queries.getPreparedQueries().isEmpty(), "and is listed");
    queries.deletePreparedQuery(id);
    try {
      queries.getPreparedQuery(id);
      throw new AssertionError("a deleted query was found");
    } catch (ConsulException gone) {
      Steps.same(404, gone.getCode(), "and deleted");
    }
  }

  private void events() throws Exception {
    var fired = consul.eventClient().fireEvent(NAME, "payload");
    Steps.soon(
        () ->
            consul.eventClient().listEvents(NAME).getEvents().stream()
                .anyMatch(event -> event.getId().equals(fired.getId())),
        "an event arrives");
  }

  private void snapshot() throws Exception {
    File file = Files.createTempFile(NAME, ".snap").toFile();
    file.deleteOnExit();
    var kv = consul.keyValueClient();
    kv.putValue(PREFIX + "kept", "1");
    var saved = new Answer<BigInteger>();
    consul.snapshotClient().save(file, QueryOptions.BLANK, saved);
    try {
      saved.result.get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException refused) {
      if (refused.getCause() instanceof ConsulException none && none.getCode() == 404) {
        System.out.println("skipped: snapshots: the server has none");
        kv.deleteKeys(PREFIX);
        return;
      }
      throw refused;
    }
    Steps.holds(file.length() > 0, "a snapshot is saved");
    kv.deleteKeys(PREFIX);
    var restored = new Answer<Void>();
    consul.snapshotClient().restore(file, QueryOptions.BLANK, restored);
    restored.result.get(WAIT_SECONDS, TimeUnit.SECONDS);
    Steps.soon(() -> kv.getValue(PREFIX + "kept").isPresent(), "and restored");
    kv.deleteKeys(PREFIX);
  }

  /** A callback's answer to wait for. */
  private static final class Answer<T> implements Callback<T> {
    final CompletableFuture<T> result = new CompletableFuture<>();

    @Override
    public void onResponse(T value) {
      result.complete(value);
    }

    @Override
    public void onFailure(Throwable problem) {
      result.completeExceptionally(problem);
    }
  }

  private void end() throws Exception {
    consul.agentClient().deregister(ID);
    Steps.soon(() -> all() == 0, "deregistered");
  }
}
