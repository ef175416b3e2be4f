package praetor.agent.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Caller;
import praetor.agent.acl.Resource;
import praetor.agent.acl.TokenResolver;
import praetor.agent.read.ReadContext;
import praetor.model.Coordinate;
import praetor.model.NodeCoordinate;
import praetor.model.PreparedQuery;
import praetor.model.RegisterRequest;
import praetor.model.SystemClock;
import praetor.state.StateStore;
import praetor.state.WatchSet;
import praetor.state.command.Command;
import praetor.state.command.PreparedQueryRequest;

/** Which instances a query finds, and in which order; as Consul 1.21.4 answered. */
class QuerySelectionTest {
  private static final QueryExecution.Source SOURCE =
      new QueryExecution.Source("n2", Optional.empty());

  private final StateStore store = new StateStore(SystemClock.INSTANCE);
  private TokenResolver tokens = TokenResolver.off();
  private long index;

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  @BeforeEach
  void registerFourInstances() throws Exception {
    register(1, "'a','B'", "{'v':'1'}", "{'r':'1'}", "{'CheckID':'w','Status':'passing'}");
    register(2, "'b'", "{'v':'2'}", "{'r':'2'}", "{'CheckID':'w','Status':'warning'}");
    register(3, "", "{}", "{'r':'1'}", "{'CheckID':'w3','Status':'critical'}");
    register(4, "'A','c'", "{'v':'1'}", "{}", "{'CheckID':'w','Status':'passing'}");
    apply(
        new Command.Register(
            RegisterRequest.SHAPE.parseJson(
                json(
                    "{'Datacenter':'dc1','Node':'n4','Address':'10.0.0.4','SkipNodeUpdate':true,"
                        + "'Check':{'Node':'n4','CheckID':'node','Status':'critical'}}"))));
  }

  private void register(int number, String tags, String meta, String nodeMeta, String check)
      throws Exception {
    var text =
        "{'Datacenter':'dc1','Node':'n%d','Address':'10.0.0.%d','NodeMeta':%s,"
            + "'Service':{'ID':'web','Service':'web','Tags':[%s],'Meta':%s},'Check':%s}";
    var node = "{'Node':'n" + number + "','ServiceID':'web',";
    var request =
        text.formatted(number, number, nodeMeta, tags, meta, check.replaceFirst("\\{", node));
    apply(new Command.Register(RegisterRequest.SHAPE.parseJson(json(request))));
  }

  private void place(String node, double place, double height) {
    var coordinate = new Coordinate(List.of(place), 1.5, 0, height);
    apply(new Command.CoordinateBatch(List.of(new NodeCoordinate(node, "", coordinate))));
  }

  private void apply(Command command) {
    store.apply(++index, command);
    store.publish();
  }

  private void query(String service) throws Exception {
    var text = "{'ID':'00000000-0000-4000-8000-000000000001','Name':'q','Service':" + service + "}";
    write(PreparedQuery.SHAPE.parseJson(json(text)));
  }

  private void write(PreparedQuery query) {
    apply(new PreparedQueryRequest(PreparedQueryRequest.UPDATE, query));
  }

  private QuerySelection.Selected selected(QueryExecution execution, long seed) {
    var context = new ReadContext(store.view(), WatchSet.none(), Authorizer.allowAll());
    return new QuerySelection(execution, Optional.empty(), "dc1", tokens, seed)
        .read(context)
        .value();
  }

  private List<String> nodes(QueryExecution execution, long seed) {
    return selected(execution, seed).result().instances().stream()
        .map(row -> row.node().node())
        .toList();
  }

  private Set<String> found(String rest) throws Exception {
    query("{'Service':'web'" + (rest.isEmpty() ? "" : ",") + rest + "}");
    return new HashSet<>(nodes(QueryExecution.of("q", SOURCE), 1));
  }

  @Test
  void criticalInstancesAreLeftOutAndWarningsWhenOnlyPassingOnesAreAskedFor() throws Exception {
    assertThat(found("")).containsOnly("n1", "n2");
    assertThat(found("'OnlyPassing':true")).containsOnly("n1");
  }

  @Test
  void ignoredChecksDoNotCount() throws Exception {
    assertThat(found("'IgnoreCheckIDs':['w3']")).containsOnly("n1", "n2", "n3");
    assertThat(found("'IgnoreCheckIDs':['W3']")).containsOnly("n1", "n2");
    assertThat(found("'IgnoreCheckIDs':['node','w'],'OnlyPassing':true"))
        .containsOnly("n1", "n2", "n4");
  }

  @Test
  void tagsMustAllBeThereAndThoseBehindAnExclamationMarkNot() throws Exception {
    var all = "'IgnoreCheckIDs':['w3','node'],";
    assertThat(found(all + "'Tags':['a']")).containsOnly("n1", "n4");
    assertThat(found(all + "'Tags':['A','b']")).containsOnly("n1");
    assertThat(found(all + "'Tags':['!a']")).containsOnly("n2", "n3");
    assertThat(found(all + "'Tags':['a','!C']")).containsOnly("n1");
    assertThat(found(all + "'Tags':['']")).isEmpty();
    assertThat(found(all + "'Tags':['!']")).hasSize(4);
  }

  @Test
  void metadataOfNodeAndServiceChooses() throws Exception {
    assertThat(found("'NodeMeta':{'r':'1'}")).containsOnly("n1");
    assertThat(found("'NodeMeta':{'none':''}")).isEmpty();
    assertThat(found("'ServiceMeta':{'v':'2'}")).containsOnly("n2");
    assertThat(found("'NodeMeta':{'r':'1'},'ServiceMeta':{'v':'2'}")).isEmpty();
  }

  @Test
  void aPeerHasNothingHere() throws Exception {
    query("{'Service':'web','Peer':'p1'}");
    var result = selected(QueryExecution.of("q", SOURCE), 1).result();
    assertThat(result.instances()).isEmpty();
    assertThat(result.datacenter()).isEmpty();
    assertThat(result.peer()).isEqualTo("p1");
  }

  @Test
  void theSeedDecidesTheOrderAndTheLimitCutsIt() throws Exception {
    query("{'Service':'web','IgnoreCheckIDs':['w3','node']}");
    Set<List<String>> orders = new HashSet<>();
    for (long seed = 0; seed < 100; seed++) {
      orders.add(nodes(QueryExecution.of("q", SOURCE), seed));
    }
    assertThat(orders).hasSizeGreaterThan(10);
    var two = new QueryExecution("q", 2, false, "", SOURCE);
    assertThat(nodes(two, 5)).isEqualTo(nodes(QueryExecution.of("q", SOURCE), 5).subList(0, 2));
    assertThat(nodes(new QueryExecution("q", -1, false, "", SOURCE), 5)).hasSize(4);
  }

  @Test
  void nearSortsByDistanceFromTheAgentTheClientOrANode() throws Exception {
    query("{'Service':'web','Near':'_agent','IgnoreCheckIDs':['w3','node']}");
    place("n1", 0.1, 0);
    place("n2", 0.2, 0);
    place("n3", 0.4, 0);
    assertThat(nodes(QueryExecution.of("q", SOURCE), 1)).containsExactly("n2", "n1", "n3", "n4");
    assertThat(near("n3", Optional.empty())).containsExactly("n3", "n2", "n1", "n4");
    var client = Optional.of(InetAddress.ofLiteral("10.0.0.1"));
    assertThat(near("_ip", client)).containsExactly("n1", "n2", "n3", "n4");
    var byClient = Set.of(near("_ip", Optional.empty(), 1), near("_ip", Optional.empty(), 2));
    assertThat(byClient).hasSize(2);
  }

  private List<String> near(String near, Optional<InetAddress> client) {
    return near(near, client, 1);
  }

  private List<String> near(String near, Optional<InetAddress> client, long seed) {
    var source = new QueryExecution.Source("n2", client);
    return nodes(new QueryExecution("q", 0, false, near, source), seed);
  }

  @Test
  void anInstanceOnTheVeryNodeChangesPlacesWithTheFirst() throws Exception {
    query("{'Service':'web','IgnoreCheckIDs':['w3','node']}");
    place("n1", 0.1, 0);
    place("n2", 0.2, 0);
    place("n3", 0.3, 0);
    // Far from everything, itself included.
    place("n4", 0.0, 0.25);
    assertThat(near("n4", Optional.empty())).containsExactly("n4", "n2", "n1", "n3");
  }

  @Test
  void proxiesAreFoundWhenTheQueryOrTheAskerSaysSo() throws Exception {
    apply(
        new Command.Register(
            RegisterRequest.SHAPE.parseJson(
                json(
                    "{'Datacenter':'dc1','Node':'p','Address':'10.0.0.9','Service':{'ID':'s',"
                        + "'Service':'web-proxy','Kind':'connect-proxy',"
                        + "'Proxy':{'DestinationServiceName':'web'}}}"))));
    assertThat(found("'Connect':true")).containsOnly("p");
    assertThat(found("")).containsOnly("n1", "n2");
    assertThat(nodes(new QueryExecution("q", 0, true, "", SOURCE), 1)).containsOnly("p");
  }

  @Test
  void aKeptTokenDecidesWhatIsSeen() throws Exception {
    tokens =
        new TokenResolver() {
          @Override
          public Caller resolve(String token) {
            return new Caller(token, onlyNode("n1"));
          }

          @Override
          public String defaultPolicy() {
            return "deny";
          }
        };
    assertThat(found("")).containsOnly("n1", "n2");
    var text =
        "{'ID':'00000000-0000-4000-8000-000000000001','Name':'q','Token':'t',"
            + "'Service':{'Service':'web'}}";
    write(PreparedQuery.SHAPE.parseJson(json(text)));
    assertThat(nodes(QueryExecution.of("q", SOURCE), 1)).containsExactly("n1");
    assertThat(selected(QueryExecution.of("q", SOURCE), 1).result().filtered()).isTrue();
  }

  private static Authorizer onlyNode(String node) {
    return new Authorizer() {
      @Override
      public boolean allows(Resource resource, String name, Access access) {
        return resource == Resource.SERVICE || (resource == Resource.NODE && name.equals(node));
      }

      @Override
      public void require(Resource resource, String name, Access access) {
        throw new AssertionError("instances are filtered, not refused");
      }
    };
  }

  @Test
  void anUnknownNameIsNotFound() {
    assertThatThrownBy(() -> selected(QueryExecution.of("none", SOURCE), 1))
        .isInstanceOfSatisfying(RequestException.class, e -> assertThat(e.status()).isEqualTo(404))
        .hasMessage("Query not found");
  }

  @Test
  void tokensAreHiddenAndNamelessQueriesUnlistedForWhoMayNotDoEverything() throws Exception {
    var query =
        PreparedQuery.SHAPE.parseJson(
            json("{'Token':'t','Session':'s','Service':{'Service':'x'}}"));
    var some = onlyNode("n1");
    assertThat(QueryAccess.shown(query, Authorizer.allowAll()).token()).isEqualTo("t");
    assertThat(QueryAccess.shown(query, some).token()).isEqualTo("<hidden>");
    assertThat(QueryAccess.isListed(query, Authorizer.allowAll())).isTrue();
    assertThat(QueryAccess.isListed(query, some)).isFalse();
  }
}
