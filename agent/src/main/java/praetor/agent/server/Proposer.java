package praetor.agent.server;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import praetor.agent.RequestException;
import praetor.state.Outcome;
import praetor.state.command.Command;
import praetor.state.command.Commands;

/** Puts commands into the log. Safe for any thread. */
public final class Proposer {
  /** Source: the text of a Consul server that lost its place before it knew the fate of a write. */
  private static final String CUT_OFF = "leadership lost while committing log";

  private final Function<byte[], CompletableFuture<praetor.raft.Outcome>> raft;

  private final LeaderGate gate;

  /**
   * @param raft proposes the bytes of a command: {@code RaftEngine::propose}
   */
  Proposer(Function<byte[], CompletableFuture<praetor.raft.Outcome>> raft, LeaderGate gate) {
    this.raft = raft;
    this.gate = gate;
  }

  /**
   * Proposes a command.
   *
   * @return what the state store made of it; fails with a {@link RequestException}. Completes on
   *     raft's thread
   */
  public CompletableFuture<Outcome> propose(Command command) {
    return gate.whenOpen(() -> raft.apply(Commands.encode(command)).thenApply(Proposer::result));
  }

  private static Outcome result(praetor.raft.Outcome outcome) {
    return switch (outcome) {
      case praetor.raft.Outcome.Applied(_, Object result) -> (Outcome) result;
      case praetor.raft.Outcome.NotLeader _ -> throw RequestException.noLeader();
      case praetor.raft.Outcome.Refused(var reason) -> throw RequestException.failed(reason);
      case praetor.raft.Outcome.Unknown(var reason) ->
          throw RequestException.failed(reason.isEmpty() ? CUT_OFF : CUT_OFF + ": " + reason);
    };
  }
}
