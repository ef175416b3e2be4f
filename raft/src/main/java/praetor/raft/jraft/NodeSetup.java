package praetor.raft.jraft;

import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.core.NodeImpl;
import com.alipay.sofa.jraft.option.NodeOptions;
import com.alipay.sofa.jraft.option.ReadOnlyOption;
import com.alipay.sofa.jraft.util.ThreadPoolsFactory;
import com.alipay.sofa.jraft.util.concurrent.DefaultFixedThreadsExecutorGroupFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import praetor.raft.RaftOptions;
import praetor.raft.net.Links;

/** How SOFAJRaft's node is set up, and why. */
final class NodeSetup {

  /** There is one group; SOFAJRaft writes its name into every message. */
  private static final String GROUP = "praetor";

  private static final int RING_SIZE_MIN = 1_024;

  /** Proposals put into the log under one lock. */
  private static final int APPLY_BATCH = 128;

  /** Bytes written and synced at once. */
  private static final int APPEND_BYTES = 1 << 20;

  /** Appends under way to one follower; with 512 KiB each they bound the memory it can hold. */
  private static final int INFLIGHT_MAX = 64;

  /** An append waits for the follower's disk, which may stall. */
  private static final int CALL_TIMEOUT_MS = 5_000;

  /** With five, a leader may pause for four fifths of the timeout; each costs all servers CPU. */
  private static final int HEARTBEATS_PER_ELECTION = 5;

  static {
    setUpProcess();
  }

  private NodeSetup() {}

  /** The node, not yet started; made here so that the process is set up before. */
  static NodeImpl node(String id) {
    return new NodeImpl(GROUP, Ids.peer(id));
  }

  static NodeOptions options(
      RaftOptions options,
      StorageFactory storages,
      ApplyLoop applyLoop,
      Links links,
      ExecutorService answers,
      Meters meters) {
    int electionMs = Math.toIntExact(options.timing().electionTimeout().toMillis());
    var node = new EngineNodeOptions(links, meters);
    node.setServiceFactory(storages);
    node.setFsm(applyLoop);
    // Only has to be there: the factory ignores where things are.
    node.setLogUri("ours");
    node.setRaftMetaUri("ours");
    node.setSnapshotUri("ours");
    node.setInitialConf(
        new Configuration(options.initialVoters().stream().map(Ids::peer).toList()));
    node.setElectionTimeoutMs(electionMs);
    // The engine decides itself when a snapshot is due.
    node.setSnapshotIntervalSecs(0);
    node.setDisableCli(true);
    node.setEnableMetrics(false);
    node.setRpcConnectTimeoutMs(electionMs);
    node.setRpcDefaultTimeout(Math.max(electionMs, CALL_TIMEOUT_MS));
    node.setRpcProcessorThreadPoolSize(3);
    node.setAppendEntriesExecutors(
        DefaultFixedThreadsExecutorGroupFactory.INSTANCE.newExecutorGroup(
            new ExecutorService[] {answers}));
    node.setRaftOptions(raftOptions(options, electionMs));
    return node;
  }

  private static com.alipay.sofa.jraft.option.RaftOptions raftOptions(
      RaftOptions options, int electionMs) {
    var raft = new com.alipay.sofa.jraft.option.RaftOptions();
    raft.setSync(true);
    raft.setSyncMeta(true);
    raft.setOpenStatistics(false);
    raft.setReadOnlyOptions(ReadOnlyOption.ReadOnlySafe);
    raft.setMaxElectionDelayMs(electionMs / 2);
    raft.setElectionHeartbeatFactor(HEARTBEATS_PER_ELECTION);
    raft.setDisruptorBufferSize(ringSize(options.limits().pendingCountMax()));
    raft.setApplyBatch(APPLY_BATCH);
    raft.setMaxAppendBufferSize(APPEND_BYTES);
    raft.setMaxReplicatorInflightMsgs(INFLIGHT_MAX);
    raft.setMaxLogsInMemoryBytes(options.limits().logsInMemoryBytesMax());
    return raft;
  }

  /** Tasks between two of SOFAJRaft's threads: all that may be pending, in a power of two. */
  private static int ringSize(int pendingCountMax) {
    return Math.max(RING_SIZE_MIN, Integer.highestOneBit(2 * pendingCountMax - 1));
  }

  /**
   * What is one for the process: SOFAJRaft's helper tasks, which may block, run on virtual threads.
   * Its own pools would keep threads for each processor.
   */
  private static void setUpProcess() {
    System.setProperty("jraft.internal.closure.threadpool.size.min", "1");
    ThreadPoolsFactory.registerThreadPool(
        GROUP,
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofVirtual().name("raft-task-", 0).factory()));
  }
}
