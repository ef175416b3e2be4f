package praetor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import praetor.model.CheckServiceNode;
import praetor.model.HealthCheck;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.ServiceAddress;
import praetor.model.ServiceNode;
import praetor.model.Weights;

class CatalogTest {
  private static final String ID_A = "aaaaaaaa-1111-1111-1111-111111111111";
  private static final String ID_B = "bbbbbbbb-1111-1111-1111-111111111111";

  private final Fixture fixture = new Fixture();
  private final WatchSet none = WatchSet.none();

  private Outcome alive(String node, String id, String status) {
    return fixture.register(
        "{\"Node\":\"%s\",\"ID\":\"%s\",\"Address\":\"10.0.0.1\",\"Check\":{\"CheckID\":\"serfHealth\",\"Status\":\"%s\"}}"
            .formatted(node, id, status));
  }

  private Outcome node(String node, String id) {
    return fixture.register(
        "{\"Node\":\"%s\",\"ID\":\"%s\",\"Address\":\"10.0.0.2\"}".formatted(node, id));
  }

  private List<String> nodeNames() {
    return fixture.view().nodes(none).value().stream().map(Node::node).toList();
  }

  @Test
  void theNameOfALivingNodeIsReserved() {
    alive("n1", ID_A, "passing");
    assertThat(node("n1", ID_B))
        .isEqualTo(
            new Outcome.Refused(
                "failed inserting node: Error while renaming Node ID: \""
                    + ID_B
                    + "\": Node name n1 is reserved by node "
                    + ID_A
                    + " with name n1 (10.0.0.1)"));
    alive("n2", ID_B, "passing");
    assertThat(node("n1", ID_B))
        .isEqualTo(
            new Outcome.Refused(
                "failed inserting node: Error while renaming Node ID: \""
                    + ID_B
                    + "\" (10.0.0.2): Node name n1 is reserved by node "
                    + ID_A
                    + " with name n1 (10.0.0.1)"));
    assertThat(nodeNames()).containsExactly("n1", "n2");
  }

  @Test
  void aFailedNodesNameMayBeTakenOver() {
    alive("n1", ID_A, "critical");
    assertThat(node("n1", ID_B)).isEqualTo(new Outcome.Done());
    assertThat(fixture.view().node("N1").map(Node::id)).contains(ID_B);
    assertThat(fixture.view().nodeById(ID_A)).isEmpty();
  }

  @Test
  void aNodeIsRenamedByItsId() {
    alive("old", ID_A, "passing");
    long created = fixture.index();
    fixture.register(
        "{\"Node\":\"old\",\"SkipNodeUpdate\":true,\"Service\":{\"ID\":\"w\",\"Service\":\"web\"}}");
    assertThat(node("new", ID_A)).isEqualTo(new Outcome.Done());
    assertThat(nodeNames()).containsExactly("new");
    assertThat(fixture.view().node("new").orElseThrow().createIndex()).isEqualTo(created);
    assertThat(fixture.view().services(none).value()).isEmpty();
    assertThat(fixture.view().checksInState("any", none).value()).isEmpty();
  }

  @Test
  void aNodeIsFoundByTheBeginningOfItsId() {
    alive("n1", ID_A, "passing");
    alive("n2", "aaaabbbb-1111-1111-1111-111111111111", "passing");
    var view = fixture.view();
    assertThat(view.nodeServices("aaaaa", none).value().map(NodeServices::node).map(Node::node))
        .contains("n1");
    assertThat(view.nodeServices(ID_A, none).value()).isPresent();
    assertThat(view.nodeServices("aaaa", none).value()).isEmpty();
    assertThat(view.nodeServices("a", none).value()).isEmpty();
    assertThat(view.nodeServices("ccc", none).value()).isEmpty();
  }

  @Test
  void aRefusedRegistrationChangesNothing() {
    var before = fixture.view();
    var outcome =
        fixture.register(
            """
            {"Node": "n", "Address": "1.1.1.1", "Service": {"ID": "w", "Service": "web"},
             "Checks": [{"CheckID": "c", "ServiceID": "w"}, {"CheckID": "d", "ServiceID": "no"}]}
            """);
    assertThat(outcome).isEqualTo(new Outcome.Refused("Unknown service ID 'no' for check ID 'd'"));
    assertThat(fixture.view().nodes(none)).isEqualTo(before.nodes(none));
    assertThat(fixture.view().services(none)).isEqualTo(before.services(none));
    assertThat(
            fixture.register(
                """
                {"Node": "n", "Address": "1.1.1.1",
                 "Service": {"ID": "w", "Service": "web", "Meta": {"a b": "c"}}}
                """))
        .isEqualTo(
            new Outcome.Refused(
                "failed inserting service: Invalid Service Meta for node n and serviceID w:"
                    + " Couldn't load metadata pair ('a b', 'c'): Key contains invalid"
                    + " characters"));
  }

  @Test
  void instancesComeByNodeAndIdWithTheChecksOfTheNodeFirst() {
    for (var node : List.of("b", "a")) {
      for (var id : List.of("2", "1")) {
        fixture.register(
            """
            {"Node": "%s", "Address": "1.1.1.1", "Service": {"ID": "%s", "Service": "web"},
             "Checks": [{"CheckID": "s%s", "ServiceID": "%s"}, {"CheckID": "z"}]}
            """
                .formatted(node, id, id, id));
      }
    }
    var rows = fixture.view().checkServiceNodes("web", none).value();
    assertThat(rows.stream().map(row -> row.node().node() + row.service().id()))
        .containsExactly("a1", "a2", "b1", "b2");
    assertThat(rows.getFirst().checks().stream().map(HealthCheck::checkId))
        .containsExactly("z", "s1");
    assertThat(fixture.view().serviceNodes("WEB", none).value().stream().map(ServiceNode::node))
        .containsExactly("a", "a", "b", "b");
    assertThat(fixture.view().serviceDump(none).value()).isEqualTo(rows);
  }

  @Test
  void aListStaysTheSameObjectWhileNothingInItChanges() {
    fixture.register(
        "{\"Node\":\"n\",\"Address\":\"1.1.1.1\",\"Service\":{\"ID\":\"w\",\"Service\":\"web\"}}");
    var health = fixture.view().checkServiceNodes("web", none).value();
    var nodes = fixture.view().serviceNodes("web", none).value();
    fixture.set("elsewhere", "1");
    fixture.register(
        "{\"Node\":\"m\",\"Address\":\"1.1.1.1\",\"Service\":{\"ID\":\"d\",\"Service\":\"db\"}}");
    assertThat(fixture.view().checkServiceNodes("web", none).value()).isSameAs(health);
    fixture.register("{\"Node\":\"n\",\"Address\":\"1.1.1.1\",\"Check\":{\"CheckID\":\"c\"}}");
    assertThat(fixture.view().serviceNodes("web", none).value()).isSameAs(nodes);
    assertThat(fixture.view().checkServiceNodes("web", none).value())
        .isNotSameAs(health)
        .hasSize(1);
  }

  @Test
  void anOldViewShowsWhatItAlwaysShowed() {
    fixture.register(
        "{\"Node\":\"n\",\"Address\":\"1.1.1.1\",\"Service\":{\"ID\":\"w\",\"Service\":\"web\"}}");
    var old = fixture.view();
    fixture.deregister("n", "", "");
    assertThat(old.checkServiceNodes("web", none).value()).hasSize(1);
    assertThat(old.nodeDump(none).value()).hasSize(1);
    assertThat(fixture.view().checkServiceNodes("web", none).value()).isEmpty();
  }

  @Test
  void theMeshIsReachedThroughProxiesAndNativeInstances() {
    fixture.register(
        """
        {"Node": "n", "Address": "1.1.1.1", "Service": {"ID": "p", "Service": "web-proxy",
         "Kind": "connect-proxy", "Port": 20000, "Proxy": {"DestinationServiceName": "Web"}}}
        """);
    fixture.register(
        """
        {"Node": "n", "Address": "1.1.1.1", "Service": {"ID": "nat", "Service": "web",
         "Port": 5, "Connect": {"Native": true}}, "Check": {"CheckID": "c"}}
        """);
    var rows = fixture.view().checkConnectServiceNodes("web", none).value();
    assertThat(rows.stream().map(CheckServiceNode::service).map(NodeService::id))
        .containsExactly("nat", "p");
    assertThat(rows.getFirst().checks()).hasSize(1);
    assertThat(fixture.view().connectServiceNodes("WEB", none).value()).hasSize(2);
    var address = rows.getLast().service().taggedAddresses().get("consul-virtual");
    assertThat(address).isEqualTo(new ServiceAddress("240.0.0.1", 20000));
    assertThat(fixture.view().virtualIp("web")).contains("240.0.0.1");
    fixture.deregister("n", "nat", "");
    assertThat(fixture.view().virtualIp("web")).contains("240.0.0.1");
    fixture.deregister("n", "p", "");
    assertThat(fixture.view().virtualIp("web")).isEmpty();
  }

  @Test
  void freedVirtualAddressesAreUsedAgain() {
    for (var name : List.of("a", "b", "c")) {
      connected(name);
    }
    fixture.deregister("n", "a", "");
    fixture.deregister("n", "b", "");
    connected("d");
    connected("e");
    connected("f");
    assertThat(
            List.of("c", "d", "e", "f").stream()
                .map(name -> fixture.view().virtualIp(name).orElseThrow()))
        .containsExactly("240.0.0.3", "240.0.0.1", "240.0.0.2", "240.0.0.4");
  }

  private void connected(String name) {
    fixture.register(
        """
        {"Node": "n", "Address": "1.1.1.1",
         "Service": {"ID": "%s", "Service": "%s", "Connect": {"Native": true}}}
        """
            .formatted(name, name));
  }

  @Test
  void anInstanceWithAnotherNameLeavesTheOldOne() {
    fixture.register(
        "{\"Node\":\"n\",\"Address\":\"1.1.1.1\",\"Service\":{\"ID\":\"x\",\"Service\":\"old\"}}");
    long before = fixture.view().serviceNodes("old", none).index();
    fixture.register(
        "{\"Node\":\"n\",\"Address\":\"1.1.1.1\",\"Service\":{\"ID\":\"x\",\"Service\":\"new\"}}");
    assertThat(fixture.view().serviceNodes("old", none).value()).isEmpty();
    assertThat(fixture.view().serviceNodes("old", none).index()).isGreaterThan(before);
    assertThat(fixture.view().services(none).value()).containsOnlyKeys("new");
  }

  @Test
  void servicesShowTheTagsOfTheirInstancesAndCanBeAskedByNodeMeta() {
    fixture.register(
        """
        {"Node": "n", "Address": "1.1.1.1", "NodeMeta": {"rack": "r1"},
         "Service": {"ID": "w", "Service": "web", "Tags": ["a", "b"]}}
        """);
    fixture.register(
        """
        {"Node": "m", "Address": "1.1.1.2",
         "Service": {"ID": "w", "Service": "web", "Tags": ["b", "c"]}}
        """);
    var all = fixture.view().services(none).value();
    assertThat(all.get("web")).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(fixture.view().services(Map.of("rack", "r1"), none).value())
        .isEqualTo(Map.of("web", List.of("a", "b")));
    assertThat(fixture.view().services(Map.of("rack", "r2"), none).value()).isEmpty();
  }

  @Test
  void weightsOfNothingAreOneAndOne() {
    fixture.register(
        """
        {"Node": "n", "Address": "1.1.1.1",
         "Service": {"ID": "w", "Service": "web", "Weights": {"Passing": 0, "Warning": 0}}}
        """);
    assertThat(fixture.view().serviceNodes("web", none).value().getFirst().serviceWeights())
        .isEqualTo(Weights.DEFAULT);
    assertThat(fixture.view().nodeServices("n", none).value().orElseThrow().services().getFirst())
        .extracting(NodeService::weights)
        .isEqualTo(Optional.of(Weights.DEFAULT));
  }
}
