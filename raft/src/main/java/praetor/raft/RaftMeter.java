package praetor.raft;

/**
 * Hears what an engine does, for whoever measures it. Called on the engine's threads; must not
 * block. Times are nanoseconds.
 */
public interface RaftMeter {
  /** A batch of entries was written to this server's log and is durable. */
  void stored(int entries, long nanos);

  /** Another server answered an append; without entries it was a heartbeat. */
  void replicated(String peer, int entries, long nanos);

  /** So long before, the same follower had answered the time before. */
  void contact(long nanos);

  /** This server answered an append of the leader. */
  void appended(int entries, long nanos);

  /** This server answered a candidate. */
  void voted(long nanos);

  /** This server began an election. */
  void candidate();

  /** Nobody measures. */
  RaftMeter NONE =
      new RaftMeter() {
        @Override
        public void stored(int entries, long nanos) {
          // Nobody hears it.
        }

        @Override
        public void replicated(String peer, int entries, long nanos) {
          // Nobody hears it.
        }

        @Override
        public void contact(long nanos) {
          // Nobody hears it.
        }

        @Override
        public void appended(int entries, long nanos) {
          // Nobody hears it.
        }

        @Override
        public void voted(long nanos) {
          // Nobody hears it.
        }

        @Override
        public void candidate() {
          // Nobody hears it.
        }
      };
}
