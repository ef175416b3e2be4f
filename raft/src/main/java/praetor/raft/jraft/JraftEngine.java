package praetor.raft.jraft;

import com.alipay.sofa.jraft.NodeManager;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.closure.ReadIndexClosure;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.core.NodeImpl;
import com.alipay.sofa.jraft.entity.Task;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.rpc.RpcContext;
import com.alipay.sofa.jraft.rpc.RpcRequestClosure;
import com.alipay.sofa.jraft.rpc.RpcRequests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.raft.AddressText;
import praetor.raft.AdminOutcome;
import praetor.raft.Barrier;
import praetor.raft.Connection;
import praetor.raft.LeadershipListener;
import praetor.raft.Outcome;
import praetor.raft.Peer;
import praetor.raft.RaftEngine;
import praetor.raft.RaftFailure;
import praetor.raft.RaftMeter;
import praetor.raft.RaftOptions;
import praetor.raft.RaftStartException;
import praetor.raft.RaftStatus;
import praetor.raft.StateMachine;
import praetor.raft.disk.DirectoryLockedException;
import praetor.raft.disk.Disk;
import praetor.raft.disk.LocalDisk;
import praetor.raft.disk.MemoryDisk;
import praetor.raft.log.LogOptions;
import praetor.raft.net.CallServer;
import praetor.raft.net.Links;
import praetor.raft.store.SnapshotName;

/**
 * The engine on SOFAJRaft.
 *
 * <p>Its own threads: SOFAJRaft's four rings (proposals, log writer, apply loop, reads) and the
 * scanner of the reads; one ticker for the process. All else runs on virtual threads.
 */
public final class JraftEngine implements RaftEngine {

  private static final Logger LOG = LoggerFactory.getLogger(JraftEngine.class);

  private static final byte[] NO_CONTEXT = {};
  private static final String STOPPING = "this server is stopping";

  private final RaftOptions options;
  private final Storage storage;
  private final FailStop failStop = new FailStop();
  private final Meters meters = new Meters();
  private final Leadership leadership = new Leadership();
  private final Proposals proposals;
  private final GroupCommit groupCommit = new GroupCommit(this::apply);
  private final ApplyLoop applyLoop;
  private final LogAdapter log;
  private final Links links;
  private final ExecutorService answers;
  private final NodeImpl node;
  private final Membership membership;
  private final CallHandler calls;
  private final CallServer server;
  private final ScheduledFuture<?> snapshotTick;
  private volatile boolean closed;

  private JraftEngine(RaftOptions options, StateMachine machine, Storage storage)
      throws RaftStartException {
    this.options = options;
    this.storage = storage;
    this.proposals = new Proposals(options.limits(), this::leaderHint, failStop);
    this.applyLoop = new ApplyLoop(machine, storage.snapshots(), leadership, failStop);
    this.links =
        new Links(
            options.serverId(),
            options.addressBook(),
            options.dialer(),
            options.timing().electionTimeout(),
            OneThreadTimers.shared());
    this.answers =
        Executors.newSingleThreadExecutor(Thread.ofVirtual().name("raft-answers").factory());
    this.log = new LogAdapter(storage, failStop, groupCommit, meters, this::snapshotSoon);
    this.node = NodeSetup.node(options.serverId());
    this.membership = new Membership(node, options.timing().electionTimeout(), this::leaderHint);
    this.calls = new CallHandler(node, storage.snapshots(), failStop, meters);
    this.server = new CallServer(options.serverId(), calls);
    leadership.listen(new ElectionLog());
    leadership.listen(new Release());
    startNode();
    this.snapshotTick = startSnapshotTick();
    failStop.listen(this::failed);
  }

  /** See {@link RaftEngine#open}. */
  public static RaftEngine start(RaftOptions options, StateMachine machine)
      throws RaftStartException {
    return options.dataDirectory().isPresent()
        ? start(options, machine, localDisk(options.dataDirectory().get()), LogOptions.ON_DISK)
        : start(options, machine, new MemoryDisk(), LogOptions.IN_MEMORY);
  }

  /** Starts on a disk, which the engine closes. */
  static RaftEngine start(
      RaftOptions options, StateMachine machine, Disk disk, LogOptions logOptions)
      throws RaftStartException {
    var storage = Storage.open(disk, logOptions);
    try {
      InitialConfiguration.of(storage, options.initialVoters()).log(options);
      return new JraftEngine(options, machine, storage);
    } catch (IOException e) {
      storage.close();
      throw new RaftStartException("reading the configuration failed: " + Reasons.of(e), e);
    } catch (RaftStartException | RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  @Override
  public CompletableFuture<Outcome> propose(byte[] command) {
    var refusal = refusal(command);
    if (refusal.isPresent()) {
      return CompletableFuture.completedFuture(refusal.get());
    }
    var proposal = new Proposal(proposals, command.length);
    if (!proposals.admit(proposal)) {
      return CompletableFuture.completedFuture(new Outcome.Refused(Proposal.TOO_MANY));
    }
    groupCommit.submit(new Task(ByteBuffer.wrap(command), proposal));
    if (closed || failStop.failed()) {
      // It may have come after the last look at what is pending.
      proposal.complete(new Outcome.Unknown(whyStopped()));
    }
    return proposal.future();
  }

  @Override
  public CompletableFuture<Barrier> readBarrier() {
    if (closed || failStop.failed()) {
      return CompletableFuture.completedFuture(new Barrier.Failed(whyStopped()));
    }
    if (leadership.leads() && alone()) {
      // Nobody else can commit anything, and what was acknowledged is applied.
      return CompletableFuture.completedFuture(new Barrier.Passed(applyLoop.appliedIndex()));
    }
    var future =
        new CompletableFuture<Barrier>()
            .completeOnTimeout(
                new Barrier.Failed("no majority answered in time"),
                options.timing().electionTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
    try {
      node.readIndex(NO_CONTEXT, new ReadAnswer(future));
    } catch (IllegalStateException e) {
      LOG.debug("raft: a read came while the node was stopping", e);
      future.complete(new Barrier.Failed(STOPPING));
    }
    return future;
  }

  @Override
  public RaftStatus status() {
    return new StatusReader(
            options.serverId(), node, storage, log, applyLoop, calls, closed || failStop.failed())
        .read();
  }

  @Override
  public List<Peer> configuration() {
    var current = currentConfiguration();
    var leader = Ids.known(node.getLeaderId());
    var peers = new ArrayList<Peer>();
    current.getPeers().forEach(p -> peers.add(peer(Ids.id(p), Peer.Suffrage.VOTER, leader)));
    current.getLearners().forEach(p -> peers.add(peer(Ids.id(p), Peer.Suffrage.LEARNER, leader)));
    peers.sort((a, b) -> a.id().compareTo(b.id()));
    return List.copyOf(peers);
  }

  @Override
  public long configurationIndex() {
    return log.configurationIndex()
        .orElseGet(() -> storage.snapshots().newest().map(SnapshotName::index).orElse(0L));
  }

  @Override
  public void onLeadershipChange(LeadershipListener listener) {
    leadership.listen(listener);
  }

  @Override
  public void onFailure(Consumer<RaftFailure> listener) {
    failStop.listen(listener);
  }

  @Override
  public CompletableFuture<AdminOutcome> addVoter(String id) {
    return membership.addVoter(id);
  }

  @Override
  public CompletableFuture<AdminOutcome> addLearner(String id) {
    return membership.addLearner(id);
  }

  @Override
  public CompletableFuture<AdminOutcome> removePeer(String id) {
    return membership.remove(id);
  }

  @Override
  public CompletableFuture<AdminOutcome> transferLeadership(String id) {
    return membership.transfer(id);
  }

  @Override
  public CompletableFuture<AdminOutcome> recover(List<Peer> members) {
    return membership.recover(members);
  }

  @Override
  public void campaign() {
    var self = node.getNodeId().getPeerId().toString();
    // What a leader sends to its successor; here nobody led before.
    var request =
        RpcRequests.TimeoutNowRequest.newBuilder()
            .setGroupId(node.getGroupId())
            .setServerId(self)
            .setPeerId(self)
            .setTerm(storage.vote().vote().term())
            .build();
    var refusal = node.handleTimeoutNowRequest(request, new Unheard());
    LOG.debug("raft: campaign: {}", refusal == null ? "begun" : refusal);
  }

  /** The answer to a request that nobody made. */
  private static final class Unheard extends RpcRequestClosure {
    Unheard() {
      super(
          new RpcContext() {
            @Override
            public void sendResponse(Object response) {
              LOG.debug("raft: campaign answered");
            }

            @Override
            public com.alipay.sofa.jraft.rpc.Connection getConnection() {
              throw new UnsupportedOperationException("nobody is connected");
            }

            @Override
            public String getRemoteAddress() {
              return "this server";
            }
          });
    }
  }

  @Override
  public void measure(RaftMeter meter) {
    meters.use(meter);
  }

  @Override
  public CompletableFuture<AdminOutcome> snapshot() {
    return membership.snapshot();
  }

  @Override
  public void serve(Connection connection) {
    server.serve(connection);
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    snapshotTick.cancel(false);
    stopNode();
    server.close();
    links.close();
    answers.shutdown();
    leadership.lost();
    proposals.endAll(whyStopped());
    storage.close();
  }

  private static Disk localDisk(Path directory) throws RaftStartException {
    try {
      return LocalDisk.open(directory);
    } catch (DirectoryLockedException e) {
      throw new RaftStartException(Reasons.of(e), e);
    } catch (IOException e) {
      throw new RaftStartException(
          "cannot use the data directory " + directory + ": " + Reasons.of(e), e);
    }
  }

  private void apply(Task task) {
    try {
      node.apply(task);
    } catch (IllegalStateException e) {
      LOG.debug("raft: a command came while the node was stopping", e);
      ((Proposal) task.getDone()).complete(new Outcome.Refused(whyStopped()));
    }
  }

  private void startNode() throws RaftStartException {
    var factory =
        new StorageFactory(
            log,
            new VoteAdapter(options.serverId(), storage.vote(), failStop, meters),
            new SnapshotAdapter(options.serverId(), storage.snapshots(), links));
    var setup = NodeSetup.options(options, factory, applyLoop, links, answers, meters);
    NodeManager.getInstance().addAddress(node.getServerId().getEndpoint());
    // Whoever starts follows; a lone voter elects itself before init returns.
    LOG.info(
        "raft: Node at {} [Follower] entering Follower state", AddressText.of(options.address()));
    boolean started = false;
    String why = "the consensus engine did not start";
    try {
      started = node.init(setup);
    } catch (RuntimeException e) {
      LOG.warn("raft: the start failed", e);
      why = why + ": " + e.getMessage();
    }
    if (!started) {
      stopNode();
      links.close();
      answers.shutdown();
      throw new RaftStartException(failStop.failure().map(RaftFailure::message).orElse(why));
    }
  }

  private void stopNode() {
    node.shutdown();
    try {
      node.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    NodeManager.getInstance().removeAddress(node.getServerId().getEndpoint());
  }

  private void failed(RaftFailure failure) {
    server.close();
    links.close();
    leadership.lost();
    proposals.endAll(failure.message());
    node.shutdown();
  }

  private Optional<Outcome> refusal(byte[] command) {
    if (closed || failStop.failed()) {
      return Optional.of(new Outcome.Refused(whyStopped()));
    }
    if (command.length == 0) {
      return Optional.of(new Outcome.Refused("a command without bytes says nothing"));
    }
    if (command.length > options.limits().commandBytesMax()) {
      return Optional.of(
          new Outcome.Refused(
              "a command of %d bytes is larger than %d"
                  .formatted(command.length, options.limits().commandBytesMax())));
    }
    return leadership.leads() ? Optional.empty() : Optional.of(new Outcome.NotLeader(leaderHint()));
  }

  private String whyStopped() {
    return failStop.failure().map(RaftFailure::message).orElse(STOPPING);
  }

  /** Another server that leads, or this one when it really does. */
  private Optional<String> leaderHint() {
    return Ids.known(node.getLeaderId())
        .filter(id -> !id.equals(options.serverId()) || leadership.leads());
  }

  private boolean alone() {
    var current = currentConfiguration();
    return current.size() == 1 && current.contains(node.getServerId());
  }

  private Configuration currentConfiguration() {
    var current = node.getCurrentConf();
    return current == null ? new Configuration() : current;
  }

  private Peer peer(String id, Peer.Suffrage suffrage, Optional<String> leader) {
    var address =
        id.equals(options.serverId())
            ? Optional.of(options.address())
            : options.addressBook().addressOf(id);
    return new Peer(id, address, suffrage, leader.filter(id::equals).isPresent());
  }

  private ScheduledFuture<?> startSnapshotTick() {
    long ms = options.snapshots().interval().toMillis();
    return OneThreadTimers.shared()
        .scheduleWithFixedDelay(this::snapshotIfDue, ms, ms, TimeUnit.MILLISECONDS);
  }

  private void snapshotIfDue() {
    long covered = storage.snapshots().newest().map(SnapshotName::index).orElse(0L);
    // The log is kept from the snapshot before on, which leaves at least the trailing logs.
    long due = Math.max(options.snapshots().threshold(), options.snapshots().trailingLogs());
    if (applyLoop.appliedIndex() - covered >= due) {
      snapshotSoon();
    }
  }

  private void snapshotSoon() {
    Thread.ofVirtual()
        .name("raft-snapshot")
        .start(
            () ->
                node.snapshot(
                    status -> {
                      if (!status.isOk()) {
                        LOG.info("raft: no snapshot taken: {}", status.getErrorMsg());
                      }
                    }));
  }

  /** Tells of elections in the words that operators search for. */
  private final class ElectionLog implements LeadershipListener {

    @Override
    public void gained(long term) {
      // An election is won by the vote that makes the majority: there are never more.
      int tally = currentConfiguration().getPeers().size() / 2 + 1;
      LOG.info("raft: Election won. Tally: {}", tally);
      LOG.info(
          "raft: Node at {} [Leader] entering Leader state, term {}",
          AddressText.of(options.address()),
          term);
    }

    @Override
    public void lost() {
      LOG.info("raft: Node at {} [Follower] leads no longer", AddressText.of(options.address()));
    }
  }

  /** A server that leads no longer refuses what it holds at once, however long its disk takes. */
  private final class Release implements LeadershipListener {

    @Override
    public void gained(long term) {
      // Then nothing is held.
    }

    @Override
    public void lost() {
      groupCommit.release();
    }
  }

  /** Turns SOFAJRaft's answer to a read into ours. */
  private final class ReadAnswer extends ReadIndexClosure {

    private final CompletableFuture<Barrier> future;

    ReadAnswer(CompletableFuture<Barrier> future) {
      // Its own timeouts are never cancelled.
      super(-1);
      this.future = future;
    }

    @Override
    public void run(Status status, long index, byte[] context) {
      if (status.isOk()) {
        future.complete(new Barrier.Passed(index));
      } else if (status.getRaftError() == RaftError.EPERM) {
        future.complete(new Barrier.NotLeader(leaderHint()));
      } else {
        future.complete(new Barrier.Failed(String.valueOf(status.getErrorMsg())));
      }
    }
  }
}
