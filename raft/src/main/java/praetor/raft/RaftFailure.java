package praetor.raft;

/**
 * Why an engine died.
 *
 * @param message one sentence for the operator, with file and cause
 */
public record RaftFailure(Kind kind, String message) {

  /** Where the failure came from. */
  public enum Kind {
    /** A write, a sync or a read of the data directory failed: full or broken disk. */
    DISK,
    /** The state machine threw. */
    STATE_MACHINE,
    /** The engine contradicted itself. */
    INTERNAL
  }
}
