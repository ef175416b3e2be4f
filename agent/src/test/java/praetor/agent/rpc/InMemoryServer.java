package praetor.agent.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import praetor.agent.acl.Caller;
import praetor.agent.acl.TokenResolver;
import praetor.agent.config.AgentConfig;
import praetor.agent.config.ConfigException;
import praetor.agent.config.ConfigInput;
import praetor.agent.config.ConfigLoader;
import praetor.agent.config.Host;
import praetor.agent.config.LimitConfig;
import praetor.agent.config.Settings;
import praetor.agent.event.EventSource;
import praetor.agent.limit.RequestLimits;
import praetor.agent.membership.LoneMembership;
import praetor.agent.membership.SelfMember;
import praetor.agent.metrics.Metrics;
import praetor.agent.query.OtherDatacenters;
import praetor.agent.rpc.call.KeyringAnswer;
import praetor.agent.rpc.server.RpcEndpoints;
import praetor.agent.server.NewLeader;
import praetor.agent.server.NoOtherServers;
import praetor.agent.server.ServerRole;
import praetor.agent.servers.DatacenterCoordinates;
import praetor.agent.servers.Datacenters;
import praetor.agent.servers.Servers;
import praetor.model.Bytes;
import praetor.model.SystemClock;
import praetor.raft.Dialer;

/** A server that leads a group of one, without sockets or disk, and the door to it. */
public final class InMemoryServer implements AutoCloseable {
  /** An event that was sent to all agents. */
  public record Fired(String name, Bytes payload) {}

  public static final Caller ANYBODY = Caller.unrestricted();

  private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
  private final List<Fired> fired = new CopyOnWriteArrayList<>();
  private final String name;
  private final ServerRole role;
  private final EventSource events =
      new EventSource() {
        @Override
        public void broadcast(String event, Bytes payload) {
          // A new leader tells that it is one, sooner or later.
          if (!event.equals(NewLeader.EVENT)) {
            fired.add(new Fired(event, payload));
          }
        }

        @Override
        public void listen(Listener listener) {}
      };

  private InMemoryServer(String name) {
    this.name = name;
    var config = config(name);
    var id = config.node().id().orElseThrow();
    var membership = new LoneMembership(SelfMember.lan(config, id), SelfMember.wan(config, id));
    try {
      role =
          ServerRole.open(
              config,
              new ServerRole.Surroundings(
                  membership,
                  events,
                  new NoOtherServers(),
                  Dialer.tcp(),
                  OtherDatacenters.none(),
                  TokenResolver.off(),
                  SystemClock.INSTANCE,
                  new Random(1),
                  () -> 0,
                  Runnable::run,
                  timers,
                  Metrics.unheard(),
                  failure -> {
                    throw new IllegalStateException(failure);
                  }));
      role.leading().get(20, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public static InMemoryServer named(String name) {
    return new InMemoryServer(name);
  }

  private static AgentConfig config(String name) {
    try {
      var settings =
          Map.<String, Object>of(
              "node_name",
              name,
              "node_id",
              UUID.nameUUIDFromBytes(Bytes.utf8(name).array()).toString(),
              "bind_addr",
              "127.0.0.1");
      var input =
          new ConfigInput(
              true, new Settings(settings), List.of(), Optional.empty(), List.of(), Host.local());
      return ConfigLoader.load(input).config();
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  public ServerRole role() {
    return role;
  }

  public RpcCaller.Target target() {
    return new RpcCaller.Target("dc1", name, InetSocketAddress.createUnresolved(name, 8300));
  }

  /** The events that were fired here. */
  public List<Fired> fired() {
    return fired;
  }

  /** Answers calls from this server alone. */
  public RpcEndpoints endpoints() {
    return endpoints(role);
  }

  /**
   * Answers calls.
   *
   * @param servers those whom this server asks
   */
  public RpcEndpoints endpoints(Servers servers) {
    return new RpcEndpoints(
        new RpcEndpoints.Backing(servers, role, role::whenLeading), surroundings());
  }

  public RpcEndpoints.Surroundings surroundings() {
    var nodes =
        new Datacenters() {
          @Override
          public CompletableFuture<List<String>> byDistance() {
            return CompletableFuture.completedFuture(List.of("dc1"));
          }

          @Override
          public CompletableFuture<List<DatacenterCoordinates>> coordinates() {
            return CompletableFuture.completedFuture(
                List.of(new DatacenterCoordinates("dc1", "wan", List.of())));
          }
        };
    return new RpcEndpoints.Surroundings(
        "dc1",
        TokenResolver.off(),
        events,
        (request, _) ->
            CompletableFuture.completedFuture(
                List.of(
                    new KeyringAnswer(
                        false,
                        "dc1",
                        "",
                        "",
                        Map.of(name, request.operation()),
                        Map.of(),
                        Map.of(),
                        1,
                        ""))),
        nodes,
        role::raftStatus,
        new NoNewcomers(),
        new RequestLimits(
            new LimitConfig.RequestLimits(LimitConfig.Mode.DISABLED, 0, 0),
            Metrics.unheard(),
            () -> true,
            System::nanoTime));
  }

  @Override
  public void close() {
    role.close();
    timers.shutdownNow();
  }
}
