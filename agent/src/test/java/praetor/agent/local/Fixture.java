package praetor.agent.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import praetor.agent.checks.CheckOutput;
import praetor.agent.checks.CheckRunner;
import praetor.agent.checks.Checks;
import praetor.agent.checks.FakeTimers;
import praetor.agent.checks.ProbeTls;
import praetor.model.DecodeException;
import praetor.testkit.FakeClock;

/** The local side of an agent on a clock that stands still, with servers in memory. */
final class Fixture {
  static final NodeFacts NODE =
      new NodeFacts(
          "0b6a3c1e-0000-4000-8000-00000000a001",
          "node1",
          "dc1",
          "10.0.0.1",
          Map.of("lan", "10.0.0.1"),
          Map.of("consul-network-segment", ""),
          Optional.empty());

  final FakeClock clock;
  final FakeTimers timers;
  final FakeServers servers;
  final LocalState state;
  final CheckRunner runner;
  final AntiEntropy antiEntropy;
  final Registrations registrations;
  final DefinitionFiles files;
  final Reaper reaper;

  private Fixture(
      FakeClock clock, FakeServers servers, Optional<Path> dataDir, Duration updateInterval) {
    this.clock = clock;
    this.servers = servers;
    timers = new FakeTimers(clock);
    var outputs = new LocalState.Outputs(!updateInterval.isZero(), false);
    state = new LocalState(NODE, clock, outputs);
    var random = new Random(7);
    runner =
        new CheckRunner(
            state, timers, FakeTimers.DIRECT, random, CheckOutput.MAX_BYTES, ProbeTls.NONE);
    var connection = servers.connection();
    var aliases = new AliasChecks(state, servers, () -> connection.callers().apply(""), timers);
    try {
      files = DefinitionFiles.open(dataDir, timers, FakeTimers.DIRECT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var policy = new CheckPolicy(false, true, 21_000, 21_001);
    registrations = new Registrations(state, runner, aliases, files, policy, clock);
    antiEntropy =
        new AntiEntropy(
            state, connection, timers, FakeTimers.DIRECT, random, () -> 1, updateInterval);
    reaper = new Reaper(state, registrations, clock, timers, FakeTimers.DIRECT);
  }

  static Fixture create() {
    return create(Duration.ZERO);
  }

  static Fixture create(Duration updateInterval) {
    return new Fixture(new FakeClock(), new FakeServers(), Optional.empty(), updateInterval);
  }

  static Fixture on(Path dataDir, FakeClock clock) {
    return new Fixture(clock, new FakeServers(), Optional.of(dataDir), Duration.ZERO);
  }

  /** Loads what is on disk. */
  Fixture loaded() {
    try {
      registrations.load(List.of(), List.of(), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  void start() {
    antiEntropy.start();
  }

  void service(String json) {
    registrations.registerService(body(json), "", false);
  }

  void check(String json) {
    registrations.registerCheck(Checks.of(json), "");
  }

  /** A registration, in JSON with single quotes. */
  static ServiceBody body(String json) {
    try {
      return ServiceBody.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  String status(String checkId) {
    var health = state.check(checkId).orElseThrow().health();
    return health.status() + " " + health.output();
  }

  List<String> serviceIds() {
    return state.services().stream().map(LocalService::id).toList();
  }

  List<String> checkIds() {
    return state.checks().stream().map(LocalCheck::id).toList();
  }
}
