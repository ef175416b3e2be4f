package praetor.agent.server;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import praetor.agent.metrics.Counter;
import praetor.agent.metrics.GaugeSource;
import praetor.agent.metrics.Metrics;
import praetor.agent.metrics.Sample;
import praetor.agent.read.BlockingReads;
import praetor.raft.LeadershipListener;
import praetor.raft.Outcome;
import praetor.raft.Peer;
import praetor.raft.RaftEngine;
import praetor.state.StateStore;
import praetor.state.StateView;
import praetor.state.WatchSet;
import praetor.state.command.Command;
import praetor.state.command.KvsRequest;
import praetor.state.command.SessionRequest;
import praetor.state.command.TxnRequest;

/**
 * Measures a server: what goes into its log, what its state machine does, and what its state holds.
 * Safe for any thread.
 *
 * <p>Source: names and labels of the metrics of Consul 1.21.4.
 */
final class ServerMetrics {
  private static final List<String> KV_OPERATIONS =
      List.of(
          KvsRequest.SET,
          KvsRequest.DELETE,
          KvsRequest.DELETE_TREE,
          KvsRequest.DELETE_CAS,
          KvsRequest.CAS,
          KvsRequest.LOCK,
          KvsRequest.UNLOCK);

  private final Metrics metrics;
  private final Counter proposed;
  private final Sample committed;
  private final Sample applied;
  private final Sample register;
  private final Sample deregister;
  private final Sample txn;
  private final Sample sessionCreate;
  private final Sample sessionDestroy;
  private final Sample[] kv;
  private final Counter leader;
  private final Counter follower;
  private final Counter verified;
  private final Sample consistentRead;
  private final LogMetrics logs;

  /** What the gauges are read from. */
  record Parts(
      RaftEngine raft,
      StateStore store,
      BlockingReads reads,
      SessionTtls sessions,
      Autopilot autopilot,
      String datacenter) {}

  ServerMetrics(Metrics metrics) {
    this.metrics = metrics;
    proposed = metrics.counter("raft.apply");
    committed = metrics.sample("raft.commitTime");
    applied = metrics.sample("raft.fsm.apply");
    register = metrics.sample("fsm.register");
    deregister = metrics.sample("fsm.deregister");
    txn = metrics.sample("fsm.txn");
    sessionCreate = metrics.sample("fsm.session", "op", SessionRequest.CREATE);
    sessionDestroy = metrics.sample("fsm.session", "op", SessionRequest.DESTROY);
    kv = new Sample[KV_OPERATIONS.size()];
    Arrays.setAll(kv, i -> metrics.sample("fsm.kvs", "op", KV_OPERATIONS.get(i)));
    leader = metrics.counter("raft.state.leader");
    follower = metrics.counter("raft.state.follower");
    verified = metrics.counter("raft.verify_leader");
    consistentRead = metrics.sample("rpc.consistentRead");
    logs = new LogMetrics(metrics);
    follower.increment();
  }

  /** The same proposals, counted, and measured until they are committed and applied. */
  Function<byte[], CompletableFuture<Outcome>> timed(
      Function<byte[], CompletableFuture<Outcome>> propose) {
    return command -> {
      proposed.increment();
      long start = System.nanoTime();
      return propose
          .apply(command)
          .thenApply(
              outcome -> {
                committed.since(start);
                return outcome;
              });
    };
  }

  /** The state machine has applied a command. */
  void applied(Command command, long startNanos) {
    applied.since(startNanos);
    if (command instanceof KvsRequest write) {
      int operation = KV_OPERATIONS.indexOf(write.op());
      if (operation >= 0) {
        kv[operation].since(startNanos);
      }
    } else if (command instanceof Command.Register) {
      register.since(startNanos);
    } else if (command instanceof Command.Deregister) {
      deregister.since(startNanos);
    } else if (command instanceof TxnRequest) {
      txn.since(startNanos);
    } else if (command instanceof SessionRequest session) {
      (session.op().equals(SessionRequest.CREATE) ? sessionCreate : sessionDestroy)
          .since(startNanos);
    }
  }

  /** A read was made sure of with a majority. */
  void barrierPassed(long startNanos) {
    verified.increment();
    consistentRead.since(startNanos);
  }

  /** Begins to tell the gauges of a server. */
  void watch(Parts parts) {
    parts.raft().onLeadershipChange(new Leadership());
    parts.raft().measure(logs);
    metrics.gauges(logs::tell);
    metrics.gauges(taker -> raft(parts, taker));
    metrics.gauges(taker -> state(parts.store().view(), parts.datacenter(), taker));
  }

  private static void raft(Parts parts, GaugeSource.Taker taker) {
    var status = parts.raft().status();
    taker.gauge(status.leads() ? 1 : 0, "server.isLeader");
    taker.gauge((double) status.appliedIndex(), "raft.applied_index");
    taker.gauge((double) status.lastLogIndex(), "raft.last_index");
    taker.gauge(
        (double)
            parts.raft().configuration().stream()
                .filter(peer -> peer.suffrage() == Peer.Suffrage.VOTER)
                .count(),
        "raft.peers");
    taker.gauge(parts.reads().waiting(), "rpc.queries_blocking");
    if (status.leads()) {
      taker.gauge(parts.sessions().active(), "session_ttl.active");
      var health = parts.autopilot().latest();
      health.ifPresent(
          state -> {
            taker.gauge(state.healthy() ? 1 : 0, "autopilot.healthy");
            taker.gauge(state.failureTolerance(), "autopilot.failure_tolerance");
          });
    }
  }

  private static void state(StateView view, String datacenter, GaugeSource.Taker taker) {
    var usage = view.usage(WatchSet.none()).value();
    var dc = "datacenter";
    taker.gauge(usage.nodes(), "state.nodes", dc, datacenter);
    taker.gauge(usage.services(), "state.services", dc, datacenter);
    taker.gauge(usage.instances(), "state.service_instances", dc, datacenter);
    taker.gauge(usage.billableInstances(), "state.billable_service_instances", dc, datacenter);
    taker.gauge(view.kvCount(), "state.kv_entries", dc, datacenter);
    usage
        .connectInstances()
        .forEach(
            (kind, count) ->
                taker.gauge(count, "state.connect_instances", dc, datacenter, "kind", kind));
  }

  private final class Leadership implements LeadershipListener {
    @Override
    public void gained(long term) {
      leader.increment();
      logs.leads(true);
    }

    @Override
    public void lost() {
      follower.increment();
      logs.leads(false);
    }
  }
}
