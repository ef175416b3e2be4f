package praetor.raft.jraft;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import praetor.raft.LeadershipListener;
import praetor.raft.RaftEngine;
import praetor.raft.RaftOptions;
import praetor.raft.RaftStartException;
import praetor.raft.RegisterMachine;
import praetor.raft.disk.Disk;
import praetor.raft.log.LogOptions;

/** Lone servers on disks of tests. */
final class Engines {

  /** Small, so that a few writes fill segments. */
  static final LogOptions SMALL_LOG = new LogOptions(8_192, 1_024, 1_024, 1L << 40);

  private Engines() {}

  static RaftOptions options(String id) {
    return RaftOptions.of(id, InetSocketAddress.createUnresolved("127.0.0.1", 8300))
        .bootstrap()
        .withTiming(new RaftOptions.Timing(Duration.ofMillis(300)));
  }

  static RaftEngine start(RaftOptions options, RegisterMachine machine, Disk disk)
      throws RaftStartException {
    return JraftEngine.start(options, machine, disk, SMALL_LOG);
  }

  /** Starts and waits until it leads. */
  static RaftEngine lead(RaftOptions options, RegisterMachine machine, Disk disk) throws Exception {
    var engine = start(options, machine, disk);
    leads(engine).get(10, TimeUnit.SECONDS);
    return engine;
  }

  /** Completes when the engine leads, and fails when it fails before. */
  static CompletableFuture<Long> leads(RaftEngine engine) {
    var gained = new CompletableFuture<Long>();
    engine.onLeadershipChange(
        new LeadershipListener() {
          @Override
          public void gained(long term) {
            gained.complete(term);
          }

          @Override
          public void lost() {
            // Not of interest here.
          }
        });
    engine.onFailure(
        failure -> gained.completeExceptionally(new AssertionError(failure.message())));
    return gained;
  }
}
