package praetor.agent.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import praetor.agent.acl.Access;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Resource;
import praetor.model.CheckServiceNode;
import praetor.model.RegisterRequest;
import praetor.model.SystemClock;
import praetor.model.codec.JsonPath;
import praetor.state.NodeInfo;
import praetor.state.StateStore;
import praetor.state.WatchSet;
import praetor.state.command.Command;

/** Figures: Consul 1.21.4 with the same registrations. */
class UiQueriesTest {
  private final StateStore store = new StateStore(SystemClock.INSTANCE);
  private long index;

  @BeforeEach
  void register() throws Exception {
    register(
        "{'Node':'b','Address':'10.0.0.2','NodeMeta':{'z':'1'},'Service':{'Service':'web',"
            + "'ID':'web1','Tags':['t2','t1'],'Meta':{'external-source':'nomad'}},'Checks':["
            + "{'CheckID':'c1','Name':'n','Status':'warning','ServiceID':'web1'},"
            + "{'CheckID':'nodec','Name':'n','Status':'critical'}]}");
    register(
        "{'Node':'a','Address':'10.0.0.1','Service':{'Service':'web','ID':'web2',"
            + "'Tags':['t1','t3'],'Meta':{'external-source':'kubernetes'}},"
            + "'Check':{'CheckID':'c2','Name':'n','Status':'passing','ServiceID':'web2'}}");
    register("{'Node':'a','Address':'10.0.0.1','Service':{'Service':'web','ID':'web3'}}");
    register(
        "{'Node':'a','Address':'10.0.0.1','Service':{'Kind':'connect-proxy','Service':'web-proxy',"
            + "'ID':'wp','Port':4,'Proxy':{'DestinationServiceName':'web',"
            + "'Upstreams':[{'DestinationName':'nat','LocalBindPort':99}]}}}");
    register(
        "{'Node':'a','Address':'10.0.0.1','Service':{'Service':'nat','ID':'nat',"
            + "'Connect':{'Native':true}}}");
    register(
        "{'Node':'d','Address':'10.0.0.4','Service':{'Service':'tp','ID':'tp','Port':7,"
            + "'Kind':'connect-proxy',"
            + "'Proxy':{'Mode':'transparent','DestinationServiceName':'orders'}}}");
    store.publish();
  }

  private void register(String json) throws Exception {
    var bytes =
        json.replace("{'Node'", "{'Datacenter':'dc1','Node'")
            .replace("{'CheckID'", "{'Node':'b','CheckID'")
            .replace('\'', '"')
            .replace("\"Node\":\"b\",\"CheckID\":\"c2\"", "\"Node\":\"a\",\"CheckID\":\"c2\"")
            .getBytes(StandardCharsets.UTF_8);
    var request = RegisterRequest.SHAPE.parse(bytes, JsonPath.strict());
    store.apply(++index, new Command.Register(request));
  }

  private <T> T read(Query<T> query, Authorizer authorizer) {
    return query.read(new ReadContext(store.view(), new WatchSet(), authorizer)).value();
  }

  private <T> T read(Query<T> query) {
    return read(query, Authorizer.allowAll());
  }

  private List<ServiceSummary> services(String filter) {
    return read(new UiServices(RowFilter.of(filter, CheckServiceNode.SHAPE)));
  }

  @Test
  void aServiceIsSummedUpOverItsInstances() {
    assertThat(services("Service.Service==web"))
        .containsExactly(
            new ServiceSummary(
                "",
                "web",
                "dc1",
                Set.of("t1", "t2", "t3"),
                Set.of("a", "b"),
                Set.of("kubernetes", "nomad"),
                3,
                Map.of("passing", 1, "warning", 1, "critical", 1),
                false,
                false,
                false));
  }

  @Test
  void aServiceThatOnlyAProxyNamesIsListed() {
    var all = services("");
    assertThat(all.stream().map(ServiceSummary::name))
        .containsExactly("nat", "orders", "tp", "web", "web-proxy");
    assertThat(all.get(0).connectNative()).isTrue();
    var orders = all.get(1);
    assertThat(orders.instances()).isZero();
    assertThat(orders.datacenter()).isEmpty();
    assertThat(orders.transparent()).isTrue();
    assertThat(orders.connectedWithProxy()).isTrue();
    assertThat(all.get(2).kind()).isEqualTo("connect-proxy");
    assertThat(all.get(3).connectedWithProxy()).isTrue();
    assertThat(all.get(3).transparent()).isFalse();
  }

  @Test
  void theWorstOwnCheckOfANodeOrInstanceCountsInTheOverview() {
    var overview = read(new UiOverview());
    assertThat(overview.nodes()).isEqualTo(new UiOverview.Count("", 3, 2, 0, 1));
    assertThat(overview.services())
        .containsExactly(
            new UiOverview.Count("nat", 1, 1, 0, 0),
            new UiOverview.Count("tp", 1, 1, 0, 0),
            new UiOverview.Count("web", 3, 2, 1, 0),
            new UiOverview.Count("web-proxy", 1, 1, 0, 0));
    assertThat(overview.checks()).containsExactly(new UiOverview.Count("n", 3, 1, 1, 1));
  }

  @Test
  void proxiesSayWhoCallsWhom() {
    var web = read(new UiTopology("web"));
    assertThat(web.upstreams().stream().map(ServiceSummary::name)).containsExactly("nat");
    assertThat(web.downstreams()).isEmpty();
    var nat = read(new UiTopology("nat"));
    assertThat(nat.upstreams()).isEmpty();
    assertThat(nat.downstreams().stream().map(ServiceSummary::name)).containsExactly("web");
    assertThat(read(new UiTopology("orders")).transparent()).isTrue();
  }

  @Test
  void nodesComeWithServicesAndChecksAndAreFilteredByThem() {
    var all = read(new NodeDump(Optional.empty(), RowFilter.none(NodeInfo.SHAPE)));
    assertThat(all.stream().map(row -> row.node().node())).containsExactly("a", "b", "d");
    assertThat(all.get(0).services()).hasSize(4);
    var failing = RowFilter.of("Checks.Status==critical and Meta.z==1", NodeInfo.SHAPE);
    assertThat(read(new NodeDump(Optional.empty(), failing)).stream().map(row -> row.node().node()))
        .containsExactly("b");
    assertThat(read(new UiNode("b")).orElseThrow().checks()).hasSize(2);
    assertThat(read(new UiNode("nope"))).isEmpty();
  }

  @Test
  void whatTheAskerMayNotSeeIsLeftOut() {
    var onlyNodesAndNat = new OnlyNodesAndNat();
    assertThat(read(new UiNode("b"), onlyNodesAndNat)).isEqualTo(Optional.empty());
    var nodes =
        read(new NodeDump(Optional.empty(), RowFilter.none(NodeInfo.SHAPE)), onlyNodesAndNat);
    assertThat(nodes.stream().map(row -> row.node().node())).containsExactly("a", "d");
    assertThat(nodes.get(0).services()).hasSize(1);
    assertThat(nodes.get(0).checks()).isEmpty();
    var services = read(new UiServices(RowFilter.none(CheckServiceNode.SHAPE)), onlyNodesAndNat);
    assertThat(services.stream().map(ServiceSummary::name)).containsExactly("nat");
  }

  /** Sees all nodes but one, and one service. */
  private static final class OnlyNodesAndNat implements Authorizer {
    @Override
    public boolean allows(Resource resource, String name, Access access) {
      return resource == Resource.NODE ? !name.equals("b") : name.equals("nat");
    }

    @Override
    public void require(Resource resource, String name, Access access) {
      assertThat(allows(resource, name, access)).isTrue();
    }
  }
}
