package praetor.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import praetor.benchmarks.load.Watchers;
import praetor.benchmarks.server.Caller;
import praetor.benchmarks.server.Server;

/** Blocking queries: what a parked one costs, and what it takes to wake one or many. */
final class WatcherScenarios {

  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  /** For buffers of the connection set-up to be given back. */
  private static final long SETTLE_MS = 3_000;

  private static final int WAKES = 200;
  private static final int SHARED_CHANGES = 20;
  private static final int SHARED_INSTANCES = 10;

  private final Size size;

  WatcherScenarios(Size size) {
    this.size = size;
  }

  List<Scenario> all() {
    return List.of(
        new Scenario.Fresh(
            "watchers",
            List.of(
                Row.of("memory per watcher", Unit.KIBIBYTES, new Goal.RatioAtMost(0.1)),
                Row.of("CPU per write that wakes one", Unit.MICROSECONDS),
                Row.of("time to wake one", Unit.MICROSECONDS)),
            this::parked),
        new Scenario.OnServer(
            "watchers-shared",
            List.of(
                Row.of("CPU per write that wakes all", Unit.MICROSECONDS),
                Row.of("time to wake all", Unit.MICROSECONDS)),
            server -> Data.registerInstances(server, "shared", SHARED_INSTANCES),
            this::shared));
  }

  private double[] parked(Scenario.Place place) throws IOException, InterruptedException {
    try (var server = Server.ready(place.program(), place.folder())) {
      Data.writeKeys(server, "watch/", size.watchers(), Data.VALUE_BYTES, 4);
      try (var caller = server.caller()) {
        long index = caller.get("/v1/kv/watch/?keys").index();
        Thread.sleep(SETTLE_MS);
        long before = server.residentBytes();
        try (var watchers = new Watchers(server.httpPort(), size.watchers())) {
          watchers.park(i -> watched(i, index));
          requireNone(watchers.awaitAnswers(1, Duration.ofMillis(SETTLE_MS)));
          double each = (server.residentBytes() - before) / 1_024.0 / size.watchers();
          double[] wake = warmWake(server, caller, watchers);
          return new double[] {each, wake[0], wake[1]};
        }
      }
    }
  }

  /** Wakes until the server is warm; the figures of the last time count. */
  private double[] warmWake(Server server, Caller caller, Watchers watchers) throws IOException {
    long startNanos = System.nanoTime();
    double[] last;
    do {
      last = wakeEach(server, caller, watchers);
    } while (System.nanoTime() - startNanos < size.warmUp().toNanos());
    return last;
  }

  /** Processor and median time per wake-up, in microseconds. */
  private double[] wakeEach(Server server, Caller caller, Watchers watchers) throws IOException {
    long cpuBefore = server.cpuNanos();
    var nanos = new long[WAKES];
    for (int i = 0; i < WAKES; i++) {
      int number = (int) ((i * 7_919L) % size.watchers());
      long startNanos = System.nanoTime();
      // An equal write would wake nobody.
      caller.mustPut("/v1/kv/" + Data.key("watch/", number), "woken " + startNanos);
      var answered = watchers.awaitAnswers(1, ANSWER_MAX);
      nanos[i] = System.nanoTime() - startNanos;
      requireOnly(answered, number);
      long index = caller.get("/v1/kv/" + Data.key("watch/", number)).index();
      watchers.park(number, watched(number, index));
    }
    Arrays.sort(nanos);
    return new double[] {(server.cpuNanos() - cpuBefore) / 1e3 / WAKES, nanos[WAKES / 2] / 1e3};
  }

  private double[] shared(Server server) throws IOException {
    try (var caller = server.caller();
        var watchers = new Watchers(server.httpPort(), size.sharedWatchers())) {
      long cpuNanos = 0;
      var nanos = new long[SHARED_CHANGES];
      for (int i = 0; i < SHARED_CHANGES; i++) {
        String path = "/v1/health/service/shared";
        long index = caller.get(path).index();
        watchers.park(_ -> path + "?wait=5m&index=" + index);
        requireNone(watchers.awaitAnswers(1, Duration.ofMillis(200)));
        long cpuBefore = server.cpuNanos();
        long startNanos = System.nanoTime();
        String tag = "t" + startNanos;
        caller.mustPut("/v1/catalog/register", Data.instance("shared", 0, tag));
        var answered = watchers.awaitAnswers(size.sharedWatchers(), ANSWER_MAX);
        nanos[i] = System.nanoTime() - startNanos;
        cpuNanos += server.cpuNanos() - cpuBefore;
        if (answered.cardinality() < size.sharedWatchers()) {
          throw new IOException("only " + answered.cardinality() + " watchers were woken");
        }
      }
      Arrays.sort(nanos);
      return new double[] {cpuNanos / 1e3 / SHARED_CHANGES, nanos[SHARED_CHANGES / 2] / 1e3};
    }
  }

  private static String watched(int number, long index) {
    return "/v1/kv/" + Data.key("watch/", number) + "?wait=10m&index=" + index;
  }

  private static void requireNone(BitSet answered) throws IOException {
    if (!answered.isEmpty()) {
      throw new IOException(answered.cardinality() + " watchers did not park");
    }
  }

  private static void requireOnly(BitSet answered, int number) throws IOException {
    if (answered.cardinality() != 1 || !answered.get(number)) {
      throw new IOException("the write of key " + number + " woke " + answered);
    }
  }
}
