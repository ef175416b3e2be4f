package praetor.raft;

/** Told when this server starts or stops to lead. Called in order, and must not block. */
public interface LeadershipListener {

  /** This server leads, and its state machine holds every entry of earlier terms. */
  void gained(long term);

  /** This server leads no longer. */
  void lost();
}
