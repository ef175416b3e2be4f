package praetor.raft.jraft;

import com.alipay.sofa.jraft.Closure;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.error.RaftError;
import java.util.concurrent.CompletableFuture;
import praetor.raft.Outcome;

/**
 * A command on its way. Completed once: by the apply loop, by SOFAJRaft's refusal, or by the end.
 */
final class Proposal implements Closure {

  static final String TOO_MANY = "too many writes are waiting";
  private static final String TRANSFERRING = "leadership is being transferred";

  private final Proposals owner;
  private final int bytes;
  private final CompletableFuture<Outcome> future = new CompletableFuture<>();

  Proposal(Proposals owner, int bytes) {
    this.owner = owner;
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  CompletableFuture<Outcome> future() {
    return future;
  }

  void complete(Outcome outcome) {
    owner.release(this);
    future.complete(outcome);
  }

  /** Called by SOFAJRaft when the command was not applied. */
  @Override
  public void run(Status status) {
    complete(outcome(status));
  }

  private Outcome outcome(Status status) {
    var text = String.valueOf(status.getErrorMsg());
    var failure = owner.failure();
    if (failure.isPresent()) {
      return new Outcome.Unknown(failure.get());
    }
    // Said before the command enters the log; what is said after it is "Leader stepped down".
    if (status.getRaftError() == RaftError.EPERM && text.equals("Is not leader.")) {
      return new Outcome.NotLeader(owner.leader());
    }
    if (status.getRaftError() == RaftError.EBUSY) {
      return new Outcome.Refused(text.contains("transferring") ? TRANSFERRING : TOO_MANY);
    }
    if (status.getRaftError() == RaftError.ENODESHUTDOWN) {
      return new Outcome.Refused("this server is stopping");
    }
    return new Outcome.Unknown("the answer was cut off: " + text);
  }
}
