package praetor.agent.local;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.checks.CheckRunner;
import praetor.agent.checks.ProbeTls;
import praetor.agent.checks.Timers;
import praetor.agent.config.AgentConfig;
import praetor.model.Clock;

/** The local side of an agent put together: state, registrations, checks and anti-entropy. */
public final class LocalAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  private final LocalState state;
  private final Registrations registrations;
  private final CheckRunner runner;
  private final AntiEntropy antiEntropy;
  private final Reaper reaper;
  private final DefinitionFiles files;

  /**
   * What the local side runs on.
   *
   * @param timers calls things later
   * @param blocking runs what may block: a virtual thread for each
   * @param computing runs what does not
   * @param random safe for any thread
   */
  public record Engine(
      Clock clock, Timers timers, Executor blocking, Executor computing, RandomGenerator random) {

    /** An engine whose short calls run on the executor of its timers. */
    public static Engine of(
        Clock clock, ScheduledExecutorService timers, Executor blocking, RandomGenerator random) {
      return new Engine(clock, Timers.on(timers), blocking, timers, random);
    }
  }

  /**
   * Opens what is kept in the data directory; nothing runs yet.
   *
   * @param members how many agents the datacenter has
   * @param tls how checks speak TLS
   * @throws IOException naming the file or folder and the reason
   */
  public LocalAgent(
      AgentConfig config,
      NodeFacts node,
      AntiEntropy.Connection servers,
      IntSupplier members,
      Engine engine,
      ProbeTls tls)
      throws IOException {
    var checks = config.check();
    var outputs =
        new LocalState.Outputs(
            checks.updateInterval().compareTo(Duration.ZERO) > 0, checks.discardOutput());
    this.state = new LocalState(node, engine.clock(), outputs);
    this.runner =
        new CheckRunner(
            state,
            engine.timers(),
            engine.blocking(),
            engine.random(),
            checks.outputMaxSize(),
            tls);
    this.files = DefinitionFiles.open(config.dataDir(), engine.timers(), engine.blocking());
    var aliases =
        new AliasChecks(state, servers.view(), () -> servers.callers().apply(""), engine.timers());
    this.registrations =
        new Registrations(state, runner, aliases, files, CheckPolicy.of(checks), engine.clock());
    this.antiEntropy =
        new AntiEntropy(
            state,
            servers,
            engine.timers(),
            engine.computing(),
            engine.random(),
            members,
            checks.updateInterval());
    this.reaper =
        new Reaper(state, registrations, engine.clock(), engine.timers(), engine.blocking());
  }

  /** Loads what files define and what is kept, starts the checks and the first comparison. */
  public void start(AgentConfig config) throws IOException {
    load(config, true);
    antiEntropy.start();
    reaper.start();
  }

  /** Takes over what the files define now. */
  public void reload(AgentConfig config) throws IOException {
    load(config, false);
  }

  private void load(AgentConfig config, boolean start) throws IOException {
    var bodies = new ArrayList<ServiceBody>();
    for (var definition : config.services()) {
      try {
        bodies.add(FileDefinitions.body(definition));
      } catch (RequestException e) {
        LOG.error("Failed to register service {}: {}", definition.id(), e.getMessage());
      }
    }
    registrations.load(bodies, config.checks(), start);
  }

  public LocalState state() {
    return state;
  }

  public Registrations registrations() {
    return registrations;
  }

  /** The checks that run, for those who count them. */
  public CheckRunner checks() {
    return runner;
  }

  /** To be told when there is a leader, the first or a new one. */
  public AntiEntropy antiEntropy() {
    return antiEntropy;
  }

  @Override
  public void close() {
    antiEntropy.close();
    reaper.close();
    runner.close();
    files.close();
  }
}
