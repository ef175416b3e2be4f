package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.ANY;
import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.DURATION_NANOS;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.map;
import static praetor.model.codec.TimeCodec.TIME;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import praetor.agent.membership.Member;
import praetor.agent.servers.AutopilotState;
import praetor.agent.servers.Operator;
import praetor.model.codec.JsonValue;
import praetor.model.codec.Shape;
import praetor.state.Usage;

/** What operators are shown, in the forms that replies have for it. */
final class OperatorShapes {
  private static final int RAFT_VERSION = 3;

  private static final Shape<Operator.RaftServer> RAFT_SERVER =
      Shape.<Operator.RaftServer>of("structs.RaftServer")
          .field("ID", STRING, Operator.RaftServer::id)
          .field("Node", STRING, Operator.RaftServer::node)
          .field("Address", STRING, Operator.RaftServer::address)
          .field("Leader", BOOL, Operator.RaftServer::leader)
          .field("Voter", BOOL, Operator.RaftServer::voter)
          .field("ProtocolVersion", STRING, Operator.RaftServer::protocolVersion)
          .uint64("LastIndex", Operator.RaftServer::lastIndex)
          .build(
              v ->
                  new Operator.RaftServer(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

  static final Shape<Operator.RaftConfiguration> RAFT =
      Shape.<Operator.RaftConfiguration>of("structs.RaftConfigurationResponse")
          .field("Servers", list(RAFT_SERVER), Operator.RaftConfiguration::servers)
          .uint64("Index", Operator.RaftConfiguration::index)
          .build(v -> new Operator.RaftConfiguration(v.next(), v.next()));

  static final Shape<Boolean> SUCCESS =
      Shape.<Boolean>of("api.TransferLeaderResponse")
          .field("Success", BOOL, success -> success)
          .build(v -> v.next());

  static final Shape<Usage> USAGE =
      Shape.<Usage>of("structs.ServiceUsage")
          .field("Nodes", INT, Usage::nodes)
          .field("Services", INT, Usage::services)
          .field("ServiceInstances", INT, Usage::instances)
          .field("ConnectServiceInstances", map(INT), Usage::connectInstances)
          .field("BillableServiceInstances", INT, Usage::billableInstances)
          .build(v -> new Usage(v.next(), v.next(), v.next(), v.next(), v.next()));

  /** Who a server is. */
  private record Identity(
      String id,
      String name,
      String address,
      String nodeStatus,
      String version,
      Map<String, String> meta,
      int raftVersion,
      boolean leader,
      String nodeType,
      JsonValue ext) {
    static final Shape<Identity> SHAPE =
        Shape.<Identity>of("autopilot.Server")
            .field("ID", STRING, Identity::id)
            .field("Name", STRING, Identity::name)
            .field("Address", STRING, Identity::address)
            .field("NodeStatus", STRING, Identity::nodeStatus)
            .field("Version", STRING, Identity::version)
            .field("Meta", map(STRING), Identity::meta)
            .field("RaftVersion", INT, Identity::raftVersion)
            .field("IsLeader", BOOL, Identity::leader)
            .field("NodeType", STRING, Identity::nodeType)
            .field("Ext", ANY, Identity::ext)
            .build(
                v ->
                    new Identity(
                        v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                        v.next(), v.next(), v.next()));

    static Identity of(AutopilotState.Server server) {
      return new Identity(
          server.id(),
          server.name(),
          server.address(),
          server.memberStatus(),
          server.version(),
          new TreeMap<>(server.meta()),
          RAFT_VERSION,
          server.leader(),
          "voter",
          new JsonValue.Null());
    }
  }

  /** Where a server is in the log. */
  private record Stats(Duration lastContact, long lastTerm, long lastIndex) {
    static final Shape<Stats> SHAPE =
        Shape.<Stats>of("autopilot.ServerStats")
            .field("LastContact", DURATION_NANOS, Stats::lastContact)
            .uint64("LastTerm", Stats::lastTerm)
            .uint64("LastIndex", Stats::lastIndex)
            .build(v -> new Stats(v.next(), v.next(), v.next()));

    static Stats of(AutopilotState.Server server) {
      return new Stats(server.lastContact(), server.lastTerm(), server.lastIndex());
    }
  }

  private record Health(boolean healthy, Instant stableSince) {
    static final Shape<Health> SHAPE =
        Shape.<Health>of("autopilot.ServerHealth")
            .field("Healthy", BOOL, Health::healthy)
            .field("StableSince", TIME, Health::stableSince)
            .build(v -> new Health(v.next(), v.next()));

    static Health of(AutopilotState.Server server) {
      return new Health(server.healthy(), server.stableSince());
    }
  }

  private static final Shape<AutopilotState.Server> SERVER_STATE =
      Shape.<AutopilotState.Server>of("autopilot.ServerState")
          .field("Server", Identity.SHAPE, Identity::of)
          .field("State", STRING, OperatorShapes::part)
          .field("Stats", Stats.SHAPE, Stats::of)
          .field("Health", Health.SHAPE, Health::of)
          .build(v -> server(v.next(), v.next(), v.next(), v.next()));

  static final Shape<AutopilotState> STATE =
      Shape.<AutopilotState>of("autopilot.State")
          .field("Healthy", BOOL, AutopilotState::healthy)
          .field("FailureTolerance", INT, AutopilotState::failureTolerance)
          .field("Servers", map(SERVER_STATE), OperatorShapes::byId)
          .field("Leader", STRING, AutopilotState::leader)
          .field("Voters", list(STRING), AutopilotState::voters)
          .field("Ext", ANY, _ -> new JsonValue.Null())
          .build(v -> state(v.next(), v.next(), v.next(), v.next(), v.next()));

  private static final Shape<AutopilotState.Server> SERVER_HEALTH =
      Shape.<AutopilotState.Server>of("structs.AutopilotServerHealth")
          .field("ID", STRING, AutopilotState.Server::id)
          .field("Name", STRING, AutopilotState.Server::name)
          .field("Address", STRING, AutopilotState.Server::address)
          .field("SerfStatus", INT, OperatorShapes::serfStatus)
          .field("Version", STRING, AutopilotState.Server::version)
          .field("Leader", BOOL, AutopilotState.Server::leader)
          .field("Voter", BOOL, AutopilotState.Server::voter)
          .embed(Stats.SHAPE, Stats::of)
          .embed(Health.SHAPE, Health::of)
          .build(
              v ->
                  server(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next()));

  static final Shape<AutopilotState> HEALTH =
      Shape.<AutopilotState>of("structs.AutopilotHealthReply")
          .field("Healthy", BOOL, AutopilotState::healthy)
          .field("FailureTolerance", INT, AutopilotState::failureTolerance)
          .field("Servers", list(SERVER_HEALTH), AutopilotState::servers)
          .build(v -> state(v.next(), v.next(), v.next()));

  private OperatorShapes() {}

  private static String part(AutopilotState.Server server) {
    return server.leader() ? "leader" : server.voter() ? "voter" : "non-voter";
  }

  private static AutopilotState.Server server(
      Identity identity, String part, Stats stats, Health health) {
    return new AutopilotState.Server(
        identity.id(),
        identity.name(),
        identity.address(),
        identity.nodeStatus(),
        identity.version(),
        identity.leader(),
        !part.equals("non-voter"),
        stats.lastContact(),
        stats.lastTerm(),
        stats.lastIndex(),
        health.healthy(),
        health.stableSince(),
        identity.meta());
  }

  private static AutopilotState.Server server(
      String id,
      String name,
      String address,
      int serfStatus,
      String version,
      boolean leader,
      boolean voter,
      Stats stats,
      Health health) {
    return new AutopilotState.Server(
        id,
        name,
        address,
        statusWord(serfStatus),
        version,
        leader,
        voter,
        stats.lastContact(),
        stats.lastTerm(),
        stats.lastIndex(),
        health.healthy(),
        health.stableSince(),
        Map.of());
  }

  private static int serfStatus(AutopilotState.Server server) {
    for (var status : Member.Status.values()) {
      if (status.name().equalsIgnoreCase(server.memberStatus())) {
        return status.code();
      }
    }
    return Member.Status.NONE.code();
  }

  private static String statusWord(int code) {
    for (var status : Member.Status.values()) {
      if (status.code() == code) {
        return status.name().toLowerCase(java.util.Locale.ROOT);
      }
    }
    return "";
  }

  private static Map<String, AutopilotState.Server> byId(AutopilotState state) {
    Map<String, AutopilotState.Server> servers = new TreeMap<>();
    state.servers().forEach(server -> servers.put(server.id(), server));
    return servers;
  }

  private static AutopilotState state(
      boolean healthy,
      int failureTolerance,
      Map<String, AutopilotState.Server> servers,
      String leader,
      List<String> voters) {
    return new AutopilotState(
        healthy, failureTolerance, List.copyOf(servers.values()), leader, voters);
  }

  private static AutopilotState state(
      boolean healthy, int failureTolerance, List<AutopilotState.Server> servers) {
    var leader =
        servers.stream()
            .filter(AutopilotState.Server::leader)
            .map(AutopilotState.Server::id)
            .findFirst();
    var voters =
        servers.stream()
            .filter(AutopilotState.Server::voter)
            .map(AutopilotState.Server::id)
            .toList();
    return new AutopilotState(healthy, failureTolerance, servers, leader.orElse(""), voters);
  }
}
