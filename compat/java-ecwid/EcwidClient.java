import com.ecwid.consul.v1.ConsistencyMode;
import com.ecwid.consul.v1.ConsulClient;
import com.ecwid.consul.v1.OperationException;
import com.ecwid.consul.v1.QueryParams;
import com.ecwid.consul.v1.agent.model.NewCheck;
import com.ecwid.consul.v1.agent.model.NewService;
import com.ecwid.consul.v1.catalog.CatalogNodesRequest;
import com.ecwid.consul.v1.catalog.CatalogServicesRequest;
import com.ecwid.consul.v1.catalog.model.CatalogDeregistration;
import com.ecwid.consul.v1.catalog.model.CatalogRegistration;
import com.ecwid.consul.v1.event.EventListRequest;
import com.ecwid.consul.v1.event.model.EventParams;
import com.ecwid.consul.v1.health.HealthServicesRequest;
import com.ecwid.consul.v1.health.model.Check;
import com.ecwid.consul.v1.health.model.HealthService;
import com.ecwid.consul.v1.kv.model.PutParams;
import com.ecwid.consul.v1.session.model.NewSession;
import com.ecwid.consul.v1.session.model.Session;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A day's work of a service that uses Ecwid's consul-api. Argument: the agent's address. */
final class EcwidClient {
  private static final String NAME = "compat-ecwid";
  private static final String ID = NAME + "-1";
  private static final String CHECK = "service:" + ID;
  private static final String PREFIX = NAME + "/";
  private static final String TOKEN = "any-token";
  private static final QueryParams DEFAULT = QueryParams.DEFAULT;
  private static final long WAIT_SECONDS = 60;

  private final ConsulClient consul;

  private EcwidClient(URI agent) {
    this.consul = new ConsulClient(agent.getHost(), agent.getPort());
  }

  public static void main(String[] args) throws Exception {
    var program = new EcwidClient(URI.create(args[0]));
    program.status();
    program.service();
    program.watch();
    program.catalog();
    program.keys();
    program.lock();
    program.events();
    program.legacyAcl();
    program.end();
  }

  private void status() {
    Steps.holds(consul.getStatusLeader().getValue().contains(":"), "the leader is known");
    Steps.same(1, consul.getStatusPeers().getValue().size(), "one peer");
    var self = consul.getAgentSelf(TOKEN).getValue();
    Steps.holds(!self.getConfig().getNodeName().isEmpty(), "the agent tells its name");
    Steps.same("dc1", self.getConfig().getDatacenter(), "the agent tells its datacenter");
    Steps.holds(!self.getMember().getName().isEmpty(), "the agent tells its member");
    Steps.same(1, consul.getAgentMembers().getValue().size(), "one member");
  }

  private void service() throws Exception {
    var check = new NewService.Check();
    check.setTtl("600s");
    var service = new NewService();
    service.setId(ID);
    service.setName(NAME);
    service.setTags(List.of("primary", "v1"));
    service.setMeta(Map.of("version", "1"));
    service.setAddress("127.0.0.9");
    service.setPort(8080);
    service.setCheck(check);
    consul.agentServiceRegister(service, TOKEN);
    Steps.same(8080, consul.getAgentServices().getValue().get(ID).getPort(), "registered");
    Steps.soon(() -> healthy(false).size() == 1, "the service is in the catalog");
    Steps.same(0, healthy(true).size(), "it is not healthy before its first pass");

    consul.agentCheckPass(CHECK, "all well", TOKEN);
    Steps.soon(() -> healthy(true).size() == 1, "it is healthy after a pass");
    consul.agentCheckWarn(CHECK, "so so");
    Steps.soon(() -> healthy(true).isEmpty(), "it is not healthy after a warning");
    consul.agentCheckFail(CHECK, "down");
    Steps.soon(() -> state() == Check.CheckStatus.CRITICAL, "it is critical after a failure");
    Steps.same("down", consul.getAgentChecks().getValue().get(CHECK).getOutput(), "the note");
    consul.agentCheckPass(CHECK);
    Steps.soon(() -> healthy(true).size() == 1, "it is healthy again");

    consul.agentServiceSetMaintenance(ID, true, "for now");
    Steps.soon(() -> healthy(true).isEmpty(), "maintenance hides it");
    consul.agentServiceSetMaintenance(ID, false);
    Steps.soon(() -> healthy(true).size() == 1, "the end of maintenance shows it");

    var node = new NewCheck();
    node.setId(NAME + "-node");
    node.setName(NAME + "-node");
    node.setTtl("600s");
    consul.agentCheckRegister(node);
    Steps.holds(consul.getAgentChecks().getValue().containsKey(NAME + "-node"), "a node check");
    consul.agentCheckDeregister(NAME + "-node");
    Steps.holds(!consul.getAgentChecks().getValue().containsKey(NAME + "-node"), "it is gone");
  }

  private List<HealthService> healthy(boolean passing) {
    return consul.getHealthServices(NAME, "primary", passing, DEFAULT, TOKEN).getValue();
  }

  private Check.CheckStatus state() {
    return consul.getHealthChecksForService(NAME, DEFAULT).getValue().getFirst().getStatus();
  }

  private void watch() throws Exception {
    var now = consul.getHealthServices(NAME, true, DEFAULT);
    Steps.holds(now.getConsulIndex() > 0, "the answer has an index");
    Steps.same(true, now.isConsulKnownLeader(), "the answer knows of a leader");
    var waiting =
        Steps.inBackground(
            () ->
                consul.getHealthServices(
                    NAME, true, new QueryParams(WAIT_SECONDS, now.getConsulIndex())));
    consul.agentCheckFail(CHECK, "down");
    var then = Steps.woken(waiting, "a watch wakes");
    Steps.same(0, then.getValue().size(), "it tells of the failure");
    Steps.holds(then.getConsulIndex() > now.getConsulIndex(), "the index went on");
    consul.agentCheckPass(CHECK);
    Steps.soon(() -> healthy(true).size() == 1, "it is healthy again");
  }

  private void catalog() {
    Steps.same(List.of("dc1"), consul.getCatalogDatacenters().getValue(), "one datacenter");
    var outside = new CatalogRegistration();
    var service = new CatalogRegistration.Service();
    service.setId(NAME + "-ext");
    service.setService(NAME + "-ext");
    service.setPort(5432);
    service.setTags(List.of("db"));
    outside.setDatacenter("dc1");
    outside.setNode(NAME + "-node");
    outside.setAddress("127.0.0.77");
    outside.setNodeMeta(Map.of("kind", NAME));
    outside.setService(service);
    consul.catalogRegister(outside, TOKEN);
    var found = consul.getCatalogService(NAME + "-ext", DEFAULT).getValue().getFirst();
    Steps.same("127.0.0.77", found.getAddress(), "a node from outside");
    var services = CatalogServicesRequest.newBuilder().setQueryParams(DEFAULT).build();
    Steps.same(
        List.of("db"),
        consul.getCatalogServices(services).getValue().get(NAME + "-ext"),
        "services with their tags");
    var ofKind = CatalogNodesRequest.newBuilder().setNodeMeta(Map.of("kind", NAME)).build();
    Steps.same(1, consul.getCatalogNodes(ofKind).getValue().size(), "nodes by metadata");
    var stale = new QueryParams(ConsistencyMode.STALE);
    Steps.same(
        5432,
        consul.getCatalogNode(NAME + "-node", stale).getValue().getServices().get(NAME + "-ext")
            .getPort(),
        "a stale read of a node");
    var consistent = new QueryParams(ConsistencyMode.CONSISTENT);
    Steps.holds(
        consul.getCatalogNodes(consistent).getValue().size() >= 2, "a consistent read of nodes");
    var near = HealthServicesRequest.newBuilder().setNear("_agent").setPassing(true).build();
    Steps.same(1, consul.getHealthServices(NAME, near).getValue().size(), "the nearest");

    var gone = new CatalogDeregistration();
    gone.setDatacenter("dc1");
    gone.setNode(NAME + "-node");
    consul.catalogDeregister(gone);
    Steps.same(0, consul.getCatalogService(NAME + "-ext", DEFAULT).getValue().size(), "it is gone");
    Steps.same(1, consul.getDatacenters().getValue().size(), "coordinates of datacenters");
  }

  private void keys() {
    consul.deleteKVValues(PREFIX);
    Steps.same(null, consul.getKVValue(PREFIX + "none").getValue(), "a missing key is null");
    Steps.same(true, consul.setKVValue(PREFIX + "a", "one").getValue(), "a key is written");
    var entry = consul.getKVValue(PREFIX + "a", TOKEN).getValue();
    Steps.same("one", entry.getDecodedValue(), "and read");
    var cas = new PutParams();
    cas.setCas(entry.getModifyIndex() + 1);
    Steps.same(false, consul.setKVValue(PREFIX + "a", "no", cas).getValue(), "a wrong cas");
    cas.setCas(entry.getModifyIndex());
    cas.setFlags(42);
    Steps.same(true, consul.setKVValue(PREFIX + "a", "two", cas).getValue(), "a right cas");
    Steps.same(42L, consul.getKVValue(PREFIX + "a").getValue().getFlags(), "the flags");
    Steps.same(
        true, consul.setKVBinaryValue(PREFIX + "b/bytes", Steps.everyByte()).getValue(), "bytes");
    Steps.holds(
        Arrays.equals(
            Steps.everyByte(), consul.getKVBinaryValue(PREFIX + "b/bytes").getValue().getValue()),
        "come back");
    Steps.same(true, consul.setKVValue(PREFIX + "ü & x", "x").getValue(), "a key of many letters");
    Steps.same("x", consul.getKVValue(PREFIX + "ü & x").getValue().getDecodedValue(), "is read");
    Steps.same(
        List.of(PREFIX + "a", PREFIX + "b/", PREFIX + "ü & x"),
        consul.getKVKeysOnly(PREFIX, "/", TOKEN).getValue(),
        "keys up to a separator");
    Steps.same(3, consul.getKVValues(PREFIX).getValue().size(), "values below a prefix");

    consul.deleteKVValue(PREFIX + "a");
    Steps.same(null, consul.getKVValue(PREFIX + "a").getValue(), "a key is deleted");
    consul.deleteKVValues(PREFIX);
    Steps.same(null, consul.getKVValues(PREFIX).getValue(), "all below a prefix are deleted");
  }

  private void lock() {
    var first = session();
    var second = session();
    Steps.same(true, lock(first, true), "a lock is taken");
    Steps.same(false, lock(second, true), "another session cannot take it");
    Steps.same(
        first, consul.getKVValue(PREFIX + "lock").getValue().getSession(), "the holder is told");
    Steps.same(first, consul.renewSession(first, DEFAULT).getValue().getId(), "it is renewed");
    Steps.same(
        Session.Behavior.DELETE,
        consul.getSessionInfo(first, DEFAULT).getValue().getBehavior(),
        "its behavior");
    Steps.holds(consul.getSessionList(DEFAULT).getValue().size() >= 2, "sessions are listed");
    Steps.same(true, lock(first, false), "the lock is released");
    Steps.same(true, lock(second, true), "the other session takes it");
    consul.sessionDestroy(second, DEFAULT);
    Steps.same(null, consul.getKVValue(PREFIX + "lock").getValue(), "and loses it with its key");
    consul.sessionDestroy(first, DEFAULT);
    Steps.same(null, consul.getSessionInfo(first, DEFAULT).getValue(), "the session is gone");
  }

  private String session() {
    var session = new NewSession();
    session.setName(NAME);
    session.setTtl("60s");
    session.setLockDelay(0);
    session.setBehavior(Session.Behavior.DELETE);
    return consul.sessionCreate(session, DEFAULT).getValue();
  }

  private boolean lock(String session, boolean take) {
    var params = new PutParams();
    if (take) {
      params.setAcquireSession(session);
    } else {
      params.setReleaseSession(session);
    }
    return consul.setKVValue(PREFIX + "lock", "held", params).getValue();
  }

  private void events() throws Exception {
    var event = new EventParams();
    event.setNode(consul.getAgentSelf().getValue().getConfig().getNodeName());
    var fired = consul.eventFire(NAME, "payload", event, DEFAULT).getValue();
    var ofName = EventListRequest.newBuilder().setName(NAME).setQueryParams(DEFAULT).build();
    Steps.soon(
        () ->
            consul.eventList(ofName).getValue().stream()
                .anyMatch(e -> e.getId().equals(fired.getId())),
        "an event arrives");
  }

  private void legacyAcl() {
    try {
      consul.getAclList(TOKEN);
    } catch (OperationException refused) {
      Steps.holds(refused.getStatusCode() >= 400, "the calls of old ACLs are refused");
      return;
    }
    throw new AssertionError("old ACLs answered");
  }

  private void end() throws Exception {
    consul.agentServiceDeregister(ID, TOKEN);
    Steps.soon(() -> healthy(false).isEmpty(), "deregistered");
  }
}
