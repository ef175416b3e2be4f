package praetor.agent.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Resource;
import praetor.model.CheckServiceNode;
import praetor.model.Coordinate;
import praetor.model.HealthCheck;
import praetor.model.Node;
import praetor.model.NodeCoordinate;
import praetor.model.NodeService;
import praetor.model.RegisterRequest;
import praetor.model.ServiceNode;
import praetor.model.SystemClock;
import praetor.model.codec.JsonPath;
import praetor.state.StateStore;
import praetor.state.WatchSet;
import praetor.state.command.Command;

class CatalogQueriesTest {
  private final StateStore store = new StateStore(SystemClock.INSTANCE);
  private final Derived derived = new Derived();
  private long index;

  @BeforeEach
  void registerThreeInstances() throws Exception {
    register("n1", "r1", "'a','x'", "passing", 0.8);
    register("n2", "r1", "'b'", "critical", 0.1);
    register("n3", "r2", "'A'", "passing", 0.5);
    store.publish();
  }

  private void register(String node, String rack, String tags, String status, double place)
      throws Exception {
    var json =
        "{'Datacenter':'dc1','Node':'%s','Address':'10.0.0.1','NodeMeta':{'rack':'%s'},"
            + "'Service':{'ID':'web','Service':'web','Tags':[%s]},"
            + "'Checks':[{'Node':'%s','CheckID':'c','Status':'%s','ServiceID':'web'}]}";
    var bytes =
        String.format(json, node, rack, tags, node, status)
            .replace('\'', '"')
            .getBytes(StandardCharsets.UTF_8);
    var request = RegisterRequest.SHAPE.parse(bytes, JsonPath.strict());
    store.apply(++index, new Command.Register(request));
    var coordinate = new Coordinate(List.of(place), 1.5, 0, 1e-5);
    var update = new NodeCoordinate(node, "", coordinate);
    store.apply(++index, new Command.CoordinateBatch(List.of(update)));
  }

  @Test
  void tagsMustAllBeThereWhateverTheirCase() {
    assertThat(nodes(choice(List.of("a"), false))).containsExactly("n1", "n3");
    assertThat(nodes(choice(List.of("A", "X"), false))).containsExactly("n1");
    assertThat(nodes(choice(List.of(""), false))).isEmpty();
  }

  @Test
  void passingLeavesOutFailingInstances() {
    assertThat(nodes(choice(List.of(), true))).containsExactly("n1", "n3");
  }

  @Test
  void metadataOfTheNodeChooses() {
    var query = new CatalogNodes(RowFilter.none(Node.SHAPE), Map.of("rack", "r1"), Near.NOTHING);
    assertThat(read(query)).extracting(Node::node).containsExactly("n1", "n2");
  }

  @Test
  void aFilterChoosesAndABadOneIsRefusedWhenAsked() {
    var filter = RowFilter.of("ServiceTags contains b", ServiceNode.SHAPE);
    var query = new CatalogInstances(InstanceChoice.all("web"), filter, Near.NOTHING);
    assertThat(read(query)).extracting(ServiceNode::node).containsExactly("n2");
    var bad = new CatalogNode("n1", RowFilter.of("Nope==1", NodeService.SHAPE));
    assertThatThrownBy(() -> read(bad))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "Failed to create boolean expression evaluator: Selector \"Nope\" is not valid");
  }

  @Test
  void nearSortsByDistance() {
    assertThat(nodes(choice(List.of(), false), new Near("n3"))).containsExactly("n3", "n1", "n2");
    assertThat(nodes(choice(List.of(), false), new Near("n2"))).containsExactly("n2", "n3", "n1");
    assertThat(nodes(choice(List.of(), false), new Near("gone"))).containsExactly("n1", "n2", "n3");
  }

  @Test
  void equalQueriesOfUnchangedRowsGetTheSameList() throws Exception {
    var first = read(health(choice(List.of(), true), Near.NOTHING));
    register("elsewhere", "r9", "", "passing", 0);
    assertThat(read(health(choice(List.of(), true), Near.NOTHING))).isSameAs(first);
    store.publish();
    assertThat(read(health(choice(List.of(), true), Near.NOTHING))).hasSize(3);
  }

  @Test
  void equalQueriesAreEqual() {
    var filter = "Service.Port > 1";
    assertThat(health(choice(List.of("a"), true), new Near("n1")))
        .isEqualTo(health(choice(List.of("a"), true), new Near("n1")))
        .isNotEqualTo(health(choice(List.of("b"), true), new Near("n1")));
    assertThat(RowFilter.of(filter, CheckServiceNode.SHAPE))
        .isEqualTo(RowFilter.of(filter, CheckServiceNode.SHAPE))
        .isNotEqualTo(RowFilter.of(filter, ServiceNode.SHAPE));
  }

  @Test
  void checksAreFoundByStateNodeAndService() {
    assertThat(checks(new HealthChecks.Of.State("critical"))).containsExactly("n2");
    assertThat(checks(new HealthChecks.Of.Node("N3"))).containsExactly("n3");
    assertThat(checks(new HealthChecks.Of.Service("web"))).containsExactly("n1", "n2", "n3");
  }

  @Test
  void whatTheAskerMayNotSeeIsLeftOut() {
    Authorizer onlyN1 =
        new Authorizer() {
          @Override
          public boolean allows(Resource resource, String name, Access access) {
            return resource == Resource.SERVICE || name.equals("n1");
          }

          @Override
          public void require(Resource resource, String name, Access access) {
            throw new AssertionError("lists are filtered, not refused");
          }
        };
    var context = new ReadContext(store.view(), WatchSet.none(), onlyN1, derived);
    var all = health(choice(List.of(), false), Near.NOTHING);
    assertThat(all.read(context).value())
        .extracting(row -> row.node().node())
        .containsExactly("n1");
    assertThat(new Coordinates(Optional.empty(), Optional.empty()).read(context).value())
        .extracting(NodeCoordinate::node)
        .containsExactly("n1");
    assertThat(new CatalogNode("n2", RowFilter.none(NodeService.SHAPE)).read(context).value())
        .isEmpty();
  }

  private List<String> checks(HealthChecks.Of of) {
    var none = RowFilter.none(HealthCheck.SHAPE);
    return read(new HealthChecks(of, none, Map.of(), Near.NOTHING)).stream()
        .map(HealthCheck::node)
        .toList();
  }

  private List<String> nodes(InstanceChoice choice) {
    return nodes(choice, Near.NOTHING);
  }

  private List<String> nodes(InstanceChoice choice, Near near) {
    return read(health(choice, near)).stream().map(row -> row.node().node()).toList();
  }

  private static HealthInstances health(InstanceChoice choice, Near near) {
    return new HealthInstances(choice, RowFilter.none(CheckServiceNode.SHAPE), near);
  }

  private static InstanceChoice choice(List<String> tags, boolean passing) {
    var health = passing ? InstanceChoice.Health.PASSING : InstanceChoice.Health.ANY;
    return new InstanceChoice("web", false, tags, Map.of(), health);
  }

  private <T> T read(Query<T> query) {
    return query
        .read(new ReadContext(store.view(), WatchSet.none(), Authorizer.allowAll(), derived))
        .value();
  }
}
