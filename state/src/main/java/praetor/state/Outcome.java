package praetor.state;

import java.util.List;
import praetor.model.PeeredServiceName;
import praetor.state.command.TxnError;
import praetor.state.command.TxnResult;

/** What applying a command came to. The same on every server. */
public sealed interface Outcome {
  /** Done, with nothing to say. */
  record Done() implements Outcome {}

  /**
   * Done, with the answer of a conditional write: a check-and-set, a lock, an unlock, a conditional
   * configuration change. Plain writes and deletes answer true.
   */
  record Answered(boolean held) implements Outcome {}

  /** A session was created. */
  record SessionCreated(String id) implements Outcome {}

  /**
   * Virtual addresses were given to a service.
   *
   * @param found whether there is such a service in the mesh; if not, nothing was done
   * @param unassignedFrom those who had one of them before
   */
  record IpsAssigned(boolean found, List<PeeredServiceName> unassignedFrom) implements Outcome {}

  /** A number was drawn that no other command gets. */
  record Numbered(long number) implements Outcome {}

  /**
   * A transaction was done.
   *
   * @param results in the order of the operations; those that delete have none
   */
  record TxnDone(List<TxnResult> results) implements Outcome {}

  /** A transaction changed nothing, because of these operations. */
  record TxnFailed(List<TxnError> errors) implements Outcome {}

  /** A snapshot was restored, or a part of it. */
  record Restored(SnapshotReport report) implements Outcome {}

  /**
   * Nothing was changed.
   *
   * @param reason the text that Consul's store gives; endpoints put their prefix before it, such as
   *     {@code raft apply failed: }
   */
  record Refused(String reason) implements Outcome {}
}
