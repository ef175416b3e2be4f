package praetor.raft;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import praetor.raft.jraft.JraftEngine;

/**
 * One server's part in the consensus group: proposes commands, tells when they are applied, and
 * manages who takes part.
 *
 * <p>All methods may be called by any thread, and none waits for the disk or the network except
 * {@link #open} and {@link #close}. Futures complete on the engine's own threads, after the owner
 * has published the view that holds the command: what runs on them must not block.
 *
 * <p>An engine that has met a failure of its disk or its state machine is dead: it leads and
 * acknowledges nothing any more, answers {@link Outcome.Refused}, and has told its failure
 * listeners why.
 */
public interface RaftEngine extends AutoCloseable {

  /**
   * Starts the engine: locks the data directory, checks and reads what it holds, restores the
   * newest snapshot and joins the group. Returns before a leader is known.
   *
   * @throws RaftStartException with one sentence for the operator, when the directory is in use,
   *     damaged, or cannot be written
   */
  static RaftEngine open(RaftOptions options, StateMachine machine) throws RaftStartException {
    return JraftEngine.start(options, machine);
  }

  /**
   * Proposes a command. The bytes belong to the engine from now on. Only the leader accepts it; the
   * caller sends it to the leader named in {@link Outcome.NotLeader} if it wishes.
   */
  CompletableFuture<Outcome> propose(byte[] command);

  /**
   * Waits until this server's state machine holds everything that was acknowledged when the call
   * was made, checked with a majority. A read of the view afterwards is linearizable. A follower
   * asks the leader. A lone voter answers without touching the disk.
   */
  CompletableFuture<Barrier> readBarrier();

  /** How this server stands now. */
  RaftStatus status();

  /** The members of the group as this server knows them, in the order of their ids. */
  List<Peer> configuration();

  /**
   * The log index at which the present configuration was written; 0 for none. That of the snapshot,
   * when the log that held it is gone.
   */
  long configurationIndex();

  /** Adds a listener; it is called at once when this server already leads. */
  void onLeadershipChange(LeadershipListener listener);

  /** Adds a listener for the failure that stops this engine; it is called at most once. */
  void onFailure(Consumer<RaftFailure> listener);

  /** Makes a server a voter once it has caught up with the log; a learner is promoted. */
  CompletableFuture<AdminOutcome> addVoter(String id);

  /** Adds a server that receives the log but has no vote; a voter is demoted. */
  CompletableFuture<AdminOutcome> addLearner(String id);

  /** Removes a voter or a learner. Removing one that is not a member is done at once. */
  CompletableFuture<AdminOutcome> removePeer(String id);

  /** Hands leadership to another voter; done means that it was told to start its election. */
  CompletableFuture<AdminOutcome> transferLeadership(String id);

  /**
   * Recovers from a lost majority: this server takes the given members as the configuration from
   * now on, without asking anybody. Every survivor must be given the same list. What only the lost
   * servers knew is lost.
   */
  CompletableFuture<AdminOutcome> recover(List<Peer> members);

  /**
   * Asks for votes now, without waiting until a leader has been silent: for the beginning of a
   * group, of which all know that it has none.
   */
  void campaign();

  /** Has somebody hear what the engine does, from now on. */
  void measure(RaftMeter meter);

  /** Takes a snapshot now and cuts the log behind it. */
  CompletableFuture<AdminOutcome> snapshot();

  /**
   * Serves a connection accepted elsewhere until it ends; the first byte of a frame is next in it.
   * Blocks the calling thread, usually a virtual one, and closes the connection.
   */
  void serve(Connection connection);

  /**
   * Hands leadership to the best follower, waits for what is being written, and frees the
   * directory.
   */
  @Override
  void close();
}
