package praetor.agent.role;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import praetor.agent.membership.GossipPools;
import praetor.agent.membership.Member;
import praetor.agent.membership.PoolListener;
import praetor.agent.membership.ServerMember;
import praetor.agent.query.OtherDatacenters;
import praetor.agent.query.QueryExecution;
import praetor.agent.query.QueryResult;
import praetor.agent.read.Answer;
import praetor.agent.read.ReadOptions;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.rpc.client.CallTimes;
import praetor.agent.rpc.client.RemoteServers;
import praetor.agent.rpc.client.ServerChoice;
import praetor.agent.servers.DatacenterCoordinates;
import praetor.agent.servers.Datacenters;
import praetor.agent.servers.Servers;
import praetor.gossip.MemberChange;
import praetor.gossip.net.Gossip;
import praetor.model.Coordinate;
import praetor.model.NodeCoordinate;
import praetor.model.PreparedQuery;

/**
 * The other datacenters as a server reaches them: through the servers that the pool of all
 * datacenters knows. Safe for any thread.
 */
final class OtherServers implements OtherDatacenters, Datacenters, PoolListener {
  /** What coordinates of servers in the pool of all datacenters are called. */
  private static final String AREA = "wan";

  private final Surroundings surroundings;
  private final RpcCaller caller;
  private final Map<String, Reached> reached = new ConcurrentHashMap<>();

  private record Reached(ServerChoice choice, RemoteServers servers) {}

  OtherServers(Surroundings surroundings, RpcCaller caller) {
    this.surroundings = surroundings;
    this.caller = caller;
    surroundings.pools().listen(this);
    update();
  }

  @Override
  public void lan(MemberChange change, Member member) {}

  @Override
  public void wan(MemberChange change, Member member) {
    update();
  }

  private synchronized void update() {
    Map<String, List<RpcCaller.Target>> targets = new HashMap<>();
    for (var server : alive()) {
      targets
          .computeIfAbsent(server.datacenter(), _ -> new ArrayList<>())
          .add(ClientSide.target(server));
    }
    reached.keySet().retainAll(targets.keySet());
    targets.forEach(
        (datacenter, servers) ->
            reached.computeIfAbsent(datacenter, this::begin).choice().update(servers));
  }

  private List<ServerMember> alive() {
    return surroundings.pools().wan().stream()
        .flatMap(member -> ServerMember.of(member).stream())
        .filter(server -> server.status() == Member.Status.ALIVE)
        .toList();
  }

  private Reached begin(String datacenter) {
    var choice = new ServerChoice(surroundings.random());
    CallTimes times = surroundings.callTimes();
    return new Reached(
        choice, RemoteServers.through(caller, choice, datacenter, times, surroundings.retries()));
  }

  /** The servers of another datacenter. */
  Optional<Servers> in(String datacenter) {
    return remote(datacenter).map(Function.identity());
  }

  /** The same as those who are called. */
  Optional<RemoteServers> remote(String datacenter) {
    return Optional.ofNullable(reached.get(datacenter)).map(Reached::servers);
  }

  @Override
  public CompletableFuture<List<String>> byDistance() {
    return CompletableFuture.completedFuture(sorted());
  }

  /** The own datacenter first, then the nearest; those whose distance is unknown last, by name. */
  private List<String> sorted() {
    var distances = new TreeMap<String, Double>();
    distances.put(surroundings.datacenter(), -1.0);
    surroundings
        .pools()
        .wanPool()
        .ifPresent(
            wan -> {
              var own = wan.coordinate();
              for (var datacenter : reached.keySet()) {
                distances.putIfAbsent(
                    datacenter, median(wan, own, datacenter).orElse(Double.MAX_VALUE));
              }
            });
    return distances.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  private OptionalDouble median(Gossip wan, Coordinate own, String datacenter) {
    var distances =
        alive().stream()
            .filter(server -> server.datacenter().equals(datacenter))
            .flatMap(server -> wan.coordinate(server.node() + "." + datacenter).stream())
            .mapToDouble(own::secondsTo)
            .sorted()
            .toArray();
    return distances.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(distances[distances.length / 2]);
  }

  @Override
  public List<String> othersByDistance() {
    return sorted().stream().filter(name -> !name.equals(surroundings.datacenter())).toList();
  }

  @Override
  public CompletableFuture<List<DatacenterCoordinates>> coordinates() {
    GossipPools pools = surroundings.pools();
    Map<String, List<NodeCoordinate>> found = new TreeMap<>();
    found.put(surroundings.datacenter(), new ArrayList<>());
    pools
        .wanPool()
        .ifPresent(
            wan -> {
              for (var server : alive()) {
                var coordinate =
                    isSelf(server)
                        ? Optional.of(wan.coordinate())
                        : wan.coordinate(server.node() + "." + server.datacenter());
                found
                    .computeIfAbsent(server.datacenter(), _ -> new ArrayList<>())
                    .add(
                        new NodeCoordinate(
                            server.node(), "", coordinate.orElse(Coordinate.ORIGIN)));
              }
            });
    return CompletableFuture.completedFuture(
        found.entrySet().stream()
            .map(
                entry ->
                    new DatacenterCoordinates(
                        entry.getKey(),
                        AREA,
                        entry.getValue().stream()
                            .sorted(Comparator.comparing(NodeCoordinate::node))
                            .toList()))
            .toList());
  }

  private boolean isSelf(ServerMember server) {
    return server.datacenter().equals(surroundings.datacenter())
        && server.node().equals(surroundings.config().node().name());
  }

  @Override
  public CompletableFuture<QueryResult> execute(
      String datacenter, PreparedQuery query, QueryExecution execution, ReadOptions options) {
    return in(datacenter)
        .map(
            servers ->
                servers
                    .queries()
                    .executeHere(query, execution.limit(), execution.connect(), options.here())
                    .thenApply(Answer::value))
        .orElseGet(() -> OtherDatacenters.none().execute(datacenter, query, execution, options));
  }
}
