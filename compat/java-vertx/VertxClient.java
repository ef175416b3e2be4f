import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.consul.BlockingQueryOptions;
import io.vertx.ext.consul.CheckOptions;
import io.vertx.ext.consul.CheckStatus;
import io.vertx.ext.consul.ConsulClient;
import io.vertx.ext.consul.ConsulClientOptions;
import io.vertx.ext.consul.EventListOptions;
import io.vertx.ext.consul.EventOptions;
import io.vertx.ext.consul.HealthState;
import io.vertx.ext.consul.KeyValueOptions;
import io.vertx.ext.consul.MaintenanceOptions;
import io.vertx.ext.consul.Node;
import io.vertx.ext.consul.PreparedQueryDefinition;
import io.vertx.ext.consul.ServiceOptions;
import io.vertx.ext.consul.ServiceQueryOptions;
import io.vertx.ext.consul.SessionBehavior;
import io.vertx.ext.consul.SessionOptions;
import io.vertx.ext.consul.TxnKVOperation;
import io.vertx.ext.consul.TxnKVVerb;
import io.vertx.ext.consul.TxnRequest;
import io.vertx.ext.consul.Watch;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A day's work of a service that uses vertx-consul-client. Argument: the agent's address. */
final class VertxClient {
  private static final String NAME = "compat-vertx";
  private static final String ID = NAME + "-1";
  private static final String CHECK = "service:" + ID;
  private static final String PREFIX = NAME + "/";
  private static final long ANSWER_MAX_SECONDS = 30;

  private final Vertx vertx = Vertx.vertx();
  private final ConsulClientOptions options;
  private final ConsulClient consul;

  private VertxClient(URI agent) {
    options = new ConsulClientOptions(agent);
    consul = ConsulClient.create(vertx, options);
  }

  public static void main(String[] args) throws Exception {
    var program = new VertxClient(URI.create(args[0]));
    program.status();
    program.service();
    program.watch();
    program.catalog();
    program.keys();
    program.lock();
    program.transactions();
    program.query();
    program.events();
    program.end();
    program.consul.close();
    program.of(program.vertx.close());
  }

  private <T> T of(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(ANSWER_MAX_SECONDS, TimeUnit.SECONDS);
  }

  private void status() throws Exception {
    Steps.holds(of(consul.leaderStatus()).contains(":"), "the leader is known");
    Steps.same(1, of(consul.peersStatus()).size(), "one peer");
    var info = of(consul.agentInfo());
    Steps.same(
        "dc1", info.getJsonObject("Config").getString("Datacenter"), "the agent's datacenter");
    Steps.same(1, of(consul.coordinateDatacenters()).size(), "coordinates of datacenters");
    of(consul.coordinateNodes());
    Steps.done("coordinates of nodes");
  }

  private void service() throws Exception {
    of(
        consul.registerService(
            new ServiceOptions()
                .setId(ID)
                .setName(NAME)
                .setAddress("127.0.0.9")
                .setPort(8080)
                .setTags(List.of("primary", "v1"))
                .setMeta(Map.of("version", "1"))
                .setCheckOptions(new CheckOptions().setTtl("600s"))));
    Steps.holds(
        of(consul.localServices()).stream().anyMatch(service -> service.getId().equals(ID)),
        "registered");
    Steps.soon(() -> instances(false) == 1, "the service is in the catalog");
    Steps.same(0, instances(true), "it is not healthy before its first pass");
    of(consul.passCheckWithNote(CHECK, "all well"));
    Steps.soon(() -> instances(true) == 1, "it is healthy after a pass");
    of(consul.warnCheckWithNote(CHECK, "so so"));
    Steps.soon(() -> instances(true) == 0, "it is not healthy after a warning");
    of(consul.updateCheckWithNote(CHECK, CheckStatus.CRITICAL, "down"));
    Steps.soon(() -> state() == CheckStatus.CRITICAL, "it is critical after a failure");
    Steps.holds(
        of(consul.healthState(HealthState.CRITICAL)).getList().stream()
            .anyMatch(check -> check.getId().equals(CHECK) && check.getOutput().equals("down")),
        "checks by state");
    of(consul.passCheck(CHECK));
    Steps.soon(() -> instances(true) == 1, "it is healthy again");
    of(
        consul.maintenanceService(
            new MaintenanceOptions().setId(ID).setEnable(true).setReason("for now")));
    Steps.soon(() -> instances(true) == 0, "maintenance hides it");
    of(consul.maintenanceService(new MaintenanceOptions().setId(ID).setEnable(false)));
    Steps.soon(() -> instances(true) == 1, "the end of maintenance shows it");

    var node = NAME + "-node";
    of(consul.registerCheck(new CheckOptions().setId(node).setName(node).setTtl("600s")));
    Steps.holds(hasCheck(node), "a node check");
    of(consul.deregisterCheck(node));
    Steps.holds(!hasCheck(node), "is gone");
  }

  private int instances(boolean passing) throws Exception {
    return of(consul.healthServiceNodes(NAME, passing)).getList().size();
  }

  private CheckStatus state() throws Exception {
    return of(consul.healthChecks(NAME)).getList().getFirst().getStatus();
  }

  private boolean hasCheck(String id) throws Exception {
    return of(consul.localChecks()).stream().anyMatch(check -> check.getId().equals(id));
  }

  private void watch() throws Exception {
    var now = of(consul.healthServiceNodes(NAME, true));
    Steps.holds(now.getIndex() > 0, "the answer has an index");
    var blocking = new BlockingQueryOptions().setIndex(now.getIndex()).setWait("60s");
    var waiting =
        consul.healthServiceNodesWithOptions(
            NAME, true, new ServiceQueryOptions().setBlockingOptions(blocking));
    of(consul.failCheck(CHECK));
    Steps.same(0, of(waiting).getList().size(), "a watch wakes");

    var told = new CopyOnWriteArrayList<CheckStatus>();
    var watch =
        Watch.service(NAME, vertx, options)
            .setHandler(
                result -> {
                  if (result.succeeded()) {
                    told.add(result.nextResult().getList().getFirst().aggregatedStatus());
                  }
                })
            .start();
    Steps.soon(() -> told.contains(CheckStatus.CRITICAL), "another begins");
    of(consul.passCheck(CHECK));
    Steps.soon(() -> told.getLast() == CheckStatus.PASSING, "and tells of the pass");
    watch.stop();
    Steps.soon(() -> instances(true) == 1, "it is healthy again");

    var near = new ServiceQueryOptions().setNear("_agent").setTag("primary");
    Steps.same(
        1, of(consul.healthServiceNodesWithOptions(NAME, true, near)).getList().size(), "by tag");
  }

  private void catalog() throws Exception {
    Steps.same(List.of("dc1"), of(consul.catalogDatacenters()), "one datacenter");
    var node = new Node().setName(NAME + "-node").setAddress("127.0.0.77").setDatacenter("dc1");
    var service =
        new ServiceOptions().setId(NAME + "-ext").setName(NAME + "-ext").setPort(5432);
    of(consul.registerCatalogService(node, service));
    var found = of(consul.catalogServiceNodes(NAME + "-ext")).getList().getFirst();
    Steps.same("127.0.0.77", found.getNodeAddress(), "a node from outside");
    Steps.holds(
        of(consul.catalogServices()).getList().stream().anyMatch(s -> s.getName().equals(NAME)),
        "services");
    Steps.holds(of(consul.catalogNodes()).getList().size() >= 2, "nodes");
    Steps.same(
        1, of(consul.catalogNodeServices(NAME + "-node")).getList().size(), "services of a node");
    of(consul.deregisterCatalogService(NAME + "-node", NAME + "-ext"));
    Steps.same(0, of(consul.catalogServiceNodes(NAME + "-ext")).getList().size(), "it is gone");
  }

  private void keys() throws Exception {
    of(consul.deleteValues(PREFIX));
    Steps.holds(!of(consul.getValue(PREFIX + "none")).isPresent(), "a missing key");
    var flags = new KeyValueOptions().setFlags(42);
    Steps.holds(of(consul.putValueWithOptions(PREFIX + "a", "one", flags)), "a key is written");
    var entry = of(consul.getValue(PREFIX + "a"));
    Steps.same("one", entry.getValue(), "and read");
    Steps.same(42L, entry.getFlags(), "with its flags");
    var wrong = new KeyValueOptions().setCasIndex(entry.getModifyIndex() + 1);
    Steps.holds(!of(consul.putValueWithOptions(PREFIX + "a", "no", wrong)), "a wrong cas");
    var right = new KeyValueOptions().setCasIndex(entry.getModifyIndex());
    Steps.holds(of(consul.putValueWithOptions(PREFIX + "a", "two", right)), "a right cas");
    var text = new String(Steps.everyByte(), StandardCharsets.ISO_8859_1);
    Steps.holds(of(consul.putValue(PREFIX + "b/ü", text)), "all kinds of letters");
    Steps.same(text, of(consul.getValue(PREFIX + "b/ü")).getValue(), "come back");
    Steps.same(List.of(PREFIX + "a", PREFIX + "b/ü"), of(consul.getKeys(PREFIX)), "keys");
    var all = of(consul.getValues(PREFIX));
    Steps.same(2, all.getList().size(), "values below a prefix");
    var waiting =
        consul.getValuesWithOptions(
            PREFIX, new BlockingQueryOptions().setIndex(all.getIndex()).setWait("60s"));
    of(consul.putValue(PREFIX + "new", "x"));
    Steps.same(3, of(waiting).getList().size(), "a watch of a prefix wakes");
    of(consul.deleteValue(PREFIX + "a"));
    Steps.holds(!of(consul.getValue(PREFIX + "a")).isPresent(), "a key is deleted");
    of(consul.deleteValues(PREFIX));
    Steps.holds(!of(consul.getValues(PREFIX)).isPresent(), "all below a prefix are deleted");
  }

  private void lock() throws Exception {
    var first = session();
    var second = session();
    Steps.holds(acquire(first), "a lock is taken");
    Steps.holds(!acquire(second), "another cannot take it");
    Steps.same(first, of(consul.getValue(PREFIX + "lock")).getSession(), "the holder is told");
    Steps.same(first, of(consul.renewSession(first)).getId(), "it is renewed");
    Steps.same(0L, of(consul.infoSession(first)).getLockDelay(), "its delay");
    Steps.holds(of(consul.listSessions()).getList().size() >= 2, "sessions are listed");
    var release = new KeyValueOptions().setReleaseSession(first);
    Steps.holds(of(consul.putValueWithOptions(PREFIX + "lock", "", release)), "it is released");
    Steps.holds(acquire(second), "the other takes it");
    of(consul.destroySession(second));
    Steps.holds(!of(consul.getValue(PREFIX + "lock")).isPresent(), "and loses it with its key");
    of(consul.destroySession(first));
  }

  private String session() throws Exception {
    return of(
        consul.createSessionWithOptions(
            new SessionOptions()
                .setName(NAME)
                .setTtl(60)
                .setLockDelay(0)
                .setBehavior(SessionBehavior.DELETE)));
  }

  private boolean acquire(String session) throws Exception {
    var acquire = new KeyValueOptions().setAcquireSession(session);
    return of(consul.putValueWithOptions(PREFIX + "lock", "held", acquire));
  }

  private void transactions() throws Exception {
    var set = new TxnKVOperation().setType(TxnKVVerb.SET).setKey(PREFIX + "t").setValue("1");
    var get = new TxnKVOperation().setType(TxnKVVerb.GET).setKey(PREFIX + "t");
    var answer = of(consul.transaction(new TxnRequest().addOperation(set).addOperation(get)));
    Steps.same(2, answer.getResultsSize(), "a transaction of two");
    var check = new TxnKVOperation().setType(TxnKVVerb.CHECK_INDEX).setKey(PREFIX + "t").setIndex(1);
    var undone = of(consul.transaction(new TxnRequest().addOperation(set).addOperation(check)));
    Steps.same(1, undone.getErrors().getFirst().getOpIndex(), "a failed check is told");
    of(consul.deleteValues(PREFIX));
  }

  private void query() throws Exception {
    var definition = new PreparedQueryDefinition().setName(NAME).setService(NAME).setPassing(true);
    var id = of(consul.createPreparedQuery(definition));
    Steps.same(NAME, of(consul.getPreparedQuery(id)).getName(), "a prepared query");
    Steps.same(1, of(consul.getAllPreparedQueries()).size(), "is listed");
    Steps.same(1, of(consul.executePreparedQuery(NAME)).getNodes().size(), "finds the instance");
    of(consul.updatePreparedQuery(definition.setId(id).setTags(List.of("none"))));
    Steps.same(0, of(consul.executePreparedQuery(id)).getNodes().size(), "changed, it does not");
    of(consul.deletePreparedQuery(id));
    Steps.same(0, of(consul.getAllPreparedQueries()).size(), "and deleted");
  }

  private void events() throws Exception {
    var fired = of(consul.fireEventWithOptions(NAME, new EventOptions().setPayload("payload")));
    var ofName = new EventListOptions().setName(NAME);
    Steps.soon(
        () ->
            of(consul.listEventsWithOptions(ofName)).getList().stream()
                .anyMatch(
                    event ->
                        event.getId().equals(fired.getId()) && event.getPayload().equals("payload")),
        "an event arrives");
  }

  private void end() throws Exception {
    of(consul.deregisterService(ID));
    Steps.soon(() -> instances(false) == 0, "deregistered");
  }
}
