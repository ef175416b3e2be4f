package praetor.agent.rpc.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import praetor.agent.RequestException;
import praetor.agent.rpc.LeaderCall;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.servers.Servers;

/**
 * Whoever leads: this server itself, or another one by calls that it answers itself or not at all.
 * The one place that decides where a request goes which only the leader can answer.
 *
 * <p>Safe for any thread.
 */
final class LeaderServers {
  /** The calls to a leader, kept while it stays the same one. */
  private record Known(RpcCaller.Target target, Servers servers) {}

  private final Servers own;
  private final LeaderFinder finder;
  private final Function<RpcCaller.Target, Servers> remote;
  private final Retries retries;
  private volatile @Nullable Known known;

  LeaderServers(
      Servers own,
      LeaderFinder finder,
      Function<RpcCaller.Target, Servers> remote,
      Retries retries) {
    this.own = own;
    this.finder = finder;
    this.remote = remote;
    this.retries = retries;
  }

  /** The servers to which {@link LeaderCall}s go. */
  static Function<RpcCaller.Target, Servers> by(
      RpcCaller caller, String datacenter, CallTimes times) {
    return target ->
        new RemoteServers(
            new DirectCalls(caller, target, times, LeaderCall::of),
            (request, timeout) -> caller.snapshot(target, request, timeout),
            datacenter,
            times);
  }

  /** Whether this server leads: then a read needs no other one, nor another try. */
  boolean isHere() {
    return finder.leader() instanceof LeaderFinder.Leader.Here;
  }

  /** Asks the leader, waiting for one for a while and asking again when it changes meanwhile. */
  <T> CompletableFuture<T> ask(
      Patience patience, Function<Servers, CompletableFuture<T>> question) {
    return retries.run(patience, () -> question.apply(leader()), finder::beginsToLead);
  }

  private Servers leader() {
    return switch (finder.leader()) {
      case LeaderFinder.Leader.Here() -> own;
      case LeaderFinder.Leader.There(var target) -> at(target);
      case LeaderFinder.Leader.Unknown() -> throw RequestException.noLeader();
    };
  }

  private Servers at(RpcCaller.Target target) {
    var before = known;
    if (before != null && before.target().equals(target)) {
      return before.servers();
    }
    var servers = remote.apply(target);
    known = new Known(target, servers);
    return servers;
  }
}
