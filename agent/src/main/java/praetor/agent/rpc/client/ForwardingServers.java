package praetor.agent.rpc.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.query.QueryExecution;
import praetor.agent.query.QueryResult;
import praetor.agent.read.Answer;
import praetor.agent.read.Consistency;
import praetor.agent.read.Query;
import praetor.agent.read.ReadOptions;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.rpc.Stages;
import praetor.agent.servers.AutopilotState;
import praetor.agent.servers.CatalogWrites;
import praetor.agent.servers.Certificates;
import praetor.agent.servers.ConfigEntries;
import praetor.agent.servers.CoordinateWrites;
import praetor.agent.servers.KvWrites;
import praetor.agent.servers.Operator;
import praetor.agent.servers.PreparedQueries;
import praetor.agent.servers.Replies;
import praetor.agent.servers.Servers;
import praetor.agent.servers.SessionWrites;
import praetor.agent.servers.Snapshots;
import praetor.agent.servers.Transactions;
import praetor.agent.servers.VirtualIps;
import praetor.model.DeregisterRequest;
import praetor.model.PreparedQuery;
import praetor.model.RegisterRequest;
import praetor.model.Session;
import praetor.state.Outcome;
import praetor.state.archive.Target;
import praetor.state.command.AutopilotSetRequest;
import praetor.state.command.PreparedQueryRequest;
import praetor.state.command.TxnOp;
import praetor.state.command.TxnRequest;

/**
 * The servers of a datacenter as one of them sees them: it answers those who bear an old state
 * itself and asks the leader, which it may be, for everything else. Other datacenters are reached
 * through servers of theirs. Safe for any thread.
 *
 * <p>Source: rpc facts, section 3; observed on Consul 1.21.4.
 */
public final class ForwardingServers implements Servers {
  private final String datacenter;
  private final Servers own;
  private final LeaderFinder finder;
  private final LeaderServers leader;
  private final CallTimes times;
  private final Function<String, Optional<Servers>> elsewhere;

  /**
   * What a server reaches others by.
   *
   * @param elsewhere the servers of another datacenter; empty for one that is not known
   */
  public record Reach(
      RpcCaller caller,
      LeaderFinder finder,
      CallTimes times,
      Retries retries,
      Function<String, Optional<Servers>> elsewhere) {}

  /**
   * The servers of a datacenter.
   *
   * @param own the one in this process alone
   */
  public ForwardingServers(String datacenter, Servers own, Reach reach) {
    this.datacenter = datacenter;
    this.own = own;
    this.finder = reach.finder();
    this.times = reach.times();
    this.elsewhere = reach.elsewhere();
    var remote = LeaderServers.by(reach.caller(), datacenter, reach.times());
    this.leader = new LeaderServers(own, finder, remote, reach.retries());
  }

  @Override
  public <T> CompletableFuture<Answer<T>> read(Query<T> query, ReadOptions options) {
    if (isElsewhere(options.datacenter())) {
      return found(options.datacenter())
          .map(servers -> servers.read(query, options))
          .orElseGet(() -> CompletableFuture.failedFuture(noPath()));
    }
    return StaleReads.bounded(options, bounded -> readHere(query, bounded));
  }

  private <T> CompletableFuture<Answer<T>> readHere(Query<T> query, ReadOptions options) {
    boolean here =
        switch (options.consistency()) {
          case STALE -> finder.everKnown();
          // The leader's own reads fail for no reason that another try would cure.
          case LEADER -> leader.isHere();
          case CONSISTENT -> false;
        };
    return here
        ? own.read(query, options)
        : leader.ask(times.patience(options), servers -> servers.read(query, options));
  }

  @Override
  public Servers in(String name) {
    if (!isElsewhere(name)) {
      return this;
    }
    return found(name).orElseThrow(ForwardingServers::noPath);
  }

  private boolean isElsewhere(String name) {
    return !name.isEmpty() && !name.equals(datacenter);
  }

  private Optional<Servers> found(String name) {
    return elsewhere.apply(name);
  }

  private static RequestException noPath() {
    return RequestException.failed(RequestException.NO_PATH_TO_DATACENTER);
  }

  private <T> CompletableFuture<T> write(Function<Servers, CompletableFuture<T>> write) {
    return leader.ask(Patience.WRITE, write);
  }

  @Override
  public KvWrites kv() {
    return (kvs, caller) -> write(servers -> servers.kv().apply(kvs, caller));
  }

  @Override
  public CatalogWrites catalog() {
    return new Catalog();
  }

  private final class Catalog implements CatalogWrites {
    @Override
    public CompletableFuture<Void> register(RegisterRequest request, Caller caller) {
      return write(servers -> servers.catalog().register(request, caller));
    }

    @Override
    public CompletableFuture<Void> deregister(DeregisterRequest request, Caller caller) {
      return write(servers -> servers.catalog().deregister(request, caller));
    }
  }

  @Override
  public SessionWrites sessions() {
    return new Sessions();
  }

  private final class Sessions implements SessionWrites {
    @Override
    public CompletableFuture<String> create(Session session, Caller caller) {
      return write(servers -> servers.sessions().create(session, caller));
    }

    @Override
    public CompletableFuture<Void> destroy(String id, Caller caller) {
      return write(servers -> servers.sessions().destroy(id, caller));
    }

    /** May be done twice: the TTL only begins anew once more. */
    @Override
    public CompletableFuture<Optional<Session>> renew(String id, Caller caller) {
      return leader.ask(Patience.READ, servers -> servers.sessions().renew(id, caller));
    }
  }

  @Override
  public Transactions transactions() {
    return new Txns();
  }

  private final class Txns implements Transactions {
    @Override
    public CompletableFuture<Outcome> apply(TxnRequest request, Caller caller) {
      return write(servers -> servers.transactions().apply(request, caller));
    }

    @Override
    public CompletableFuture<Answer<Outcome>> read(List<TxnOp> ops, ReadOptions options) {
      return answering(options, servers -> servers.transactions().read(ops, options));
    }
  }

  /** Asks this server when an old state will do, else the leader. */
  private <T> CompletableFuture<T> answering(
      ReadOptions options, Function<Servers, CompletableFuture<T>> question) {
    return options.consistency() == Consistency.STALE && finder.everKnown()
        ? question.apply(own)
        : leader.ask(Patience.READ, question);
  }

  @Override
  public PreparedQueries queries() {
    return new Queries();
  }

  private final class Queries implements PreparedQueries {
    @Override
    public CompletableFuture<String> apply(PreparedQueryRequest request, Caller caller) {
      return write(servers -> servers.queries().apply(request, caller));
    }

    @Override
    public CompletableFuture<Answer<QueryResult>> execute(
        QueryExecution execution, ReadOptions options) {
      if (isElsewhere(options.datacenter())) {
        return found(options.datacenter())
            .map(servers -> servers.queries().execute(execution, options))
            .orElseGet(() -> CompletableFuture.failedFuture(noPath()));
      }
      return answering(options, servers -> servers.queries().execute(execution, options));
    }

    @Override
    public CompletableFuture<Answer<QueryResult>> executeHere(
        PreparedQuery query, int limit, boolean connect, ReadOptions options) {
      return answering(
          options, servers -> servers.queries().executeHere(query, limit, connect, options));
    }
  }

  @Override
  public ConfigEntries configEntries() {
    return (request, caller) -> write(servers -> servers.configEntries().apply(request, caller));
  }

  @Override
  public Certificates certificates() {
    return (request, caller) -> write(servers -> servers.certificates().sign(request, caller));
  }

  @Override
  public VirtualIps virtualIps() {
    return (request, caller) -> write(servers -> servers.virtualIps().assign(request, caller));
  }

  @Override
  public CoordinateWrites coordinates() {
    return (coordinate, caller) ->
        write(servers -> servers.coordinates().update(coordinate, caller));
  }

  @Override
  public Snapshots snapshots() {
    return new Archives();
  }

  private final class Archives implements Snapshots {
    @Override
    public Answer<Saved> save(ReadOptions options, Target target) throws IOException {
      if (isElsewhere(options.datacenter())) {
        return in(options.datacenter()).snapshots().save(options, target);
      }
      boolean here = options.consistency() == Consistency.STALE && finder.everKnown();
      return (here ? own.snapshots() : ofLeader()).save(options, target);
    }

    @Override
    public void restore(InputStream archive, Restore wish, Caller caller) throws IOException {
      ofLeader().restore(archive, wish, caller);
    }

    private Snapshots ofLeader() {
      return Replies.await(
          leader.ask(
              Patience.READ, servers -> CompletableFuture.completedFuture(servers.snapshots())));
    }
  }

  @Override
  public Operator operator() {
    return new OfServers();
  }

  /** Every server knows who leads and who votes; the rest is the leader's. */
  private final class OfServers implements Operator {
    @Override
    public CompletableFuture<Optional<String>> leader(ReadOptions options) {
      return there(options).leader(options);
    }

    @Override
    public CompletableFuture<List<String>> peers(ReadOptions options) {
      return there(options).peers(options);
    }

    private Operator there(ReadOptions options) {
      return isElsewhere(options.datacenter())
          ? in(options.datacenter()).operator()
          : own.operator();
    }

    @Override
    public CompletableFuture<RaftConfiguration> raftConfiguration(ReadOptions options) {
      return isElsewhere(options.datacenter())
          ? in(options.datacenter()).operator().raftConfiguration(options)
          : answering(options, servers -> servers.operator().raftConfiguration(options));
    }

    @Override
    public CompletableFuture<Void> removePeer(String id, String address, Caller caller) {
      return write(servers -> servers.operator().removePeer(id, address, caller));
    }

    @Override
    public CompletableFuture<Void> transferLeadership(String id, Caller caller) {
      return Stages.mapFailure(
          write(servers -> servers.operator().transferLeadership(id, caller)),
          Failures::withoutCalls);
    }

    @Override
    public CompletableFuture<AutopilotState> autopilotState(ReadOptions options) {
      return isElsewhere(options.datacenter())
          ? in(options.datacenter()).operator().autopilotState(options)
          : answering(options, servers -> servers.operator().autopilotState(options));
    }

    @Override
    public CompletableFuture<Boolean> setAutopilot(AutopilotSetRequest request, Caller caller) {
      return write(servers -> servers.operator().setAutopilot(request, caller));
    }
  }
}
