package praetor.agent.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import praetor.agent.ManualTimers;
import praetor.agent.config.AgentConfig;
import praetor.agent.config.ConfigException;
import praetor.agent.config.ConfigInput;
import praetor.agent.config.ConfigLoader;
import praetor.agent.config.Host;
import praetor.agent.config.Settings;
import praetor.agent.metrics.Metrics;
import praetor.agent.read.BlockingReads;
import praetor.model.DecodeException;
import praetor.model.RegisterRequest;
import praetor.raft.Outcome;
import praetor.state.StateStore;
import praetor.state.command.Command;
import praetor.state.command.Commands;
import praetor.testkit.FakeClock;

/** A server without raft: what is proposed is applied and published at once. */
final class DirectServer {
  final FakeClock clock = new FakeClock();
  final ManualTimers timers = new ManualTimers(clock);
  final StateStore store = new StateStore(clock);
  final LeaderGate gate = new LeaderGate(Duration.ofSeconds(7), timers);
  final Proposer proposer = new Proposer(this::apply, gate);
  private boolean failing;
  private long index;

  /** A server with the node {@code n1} in its catalog. */
  DirectServer() {
    gate.open();
    var zero = RegisterRequest.SHAPE.zero();
    propose(
        new Command.Register(
            new RegisterRequest(
                "dc1",
                "",
                "n1",
                "10.0.0.1",
                zero.taggedAddresses(),
                zero.nodeMeta(),
                zero.service(),
                zero.check(),
                zero.checks(),
                false,
                zero.locality(),
                "",
                0,
                0)));
  }

  ServerContext context() {
    return new ServerContext(config(), store, proposer, clock, new Random(1), timers);
  }

  /** Reads of this server; consistent ones would need raft. */
  ServerReads reads() {
    var blocking = new BlockingReads(store, Runnable::run, timers);
    var waits = new ServerReads.Waits(Duration.ofMinutes(5), Duration.ofMinutes(10));
    return new ServerReads(
        "dc1", null, gate, blocking, waits, () -> 0, new ServerMetrics(Metrics.unheard()));
  }

  praetor.state.Outcome propose(Command command) {
    return proposer.propose(command).join();
  }

  /** Whether proposals fail from now on. */
  void fail(boolean fails) {
    failing = fails;
  }

  private CompletableFuture<Outcome> apply(byte[] command) {
    if (failing) {
      return CompletableFuture.completedFuture(new Outcome.Unknown("cut off"));
    }
    try {
      var result = store.apply(++index, Commands.decode(command));
      store.publish();
      return CompletableFuture.completedFuture(new Outcome.Applied(index, result));
    } catch (DecodeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static AgentConfig config() {
    try {
      var input =
          new ConfigInput(
              true,
              new Settings(Map.of("node_name", "n1", "bind_addr", "127.0.0.1")),
              List.of(),
              Optional.empty(),
              List.of(),
              Host.local());
      return ConfigLoader.load(input).config();
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }
}
