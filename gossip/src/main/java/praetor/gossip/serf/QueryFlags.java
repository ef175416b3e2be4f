package praetor.gossip.serf;

/** The flags of queries and their answers. */
final class QueryFlags {
  /** The asker wants to hear who got the query; of an answer: it says only that. */
  static final long ACK = 1;

  /** The query is not passed on. */
  static final long NO_BROADCAST = 2;

  private QueryFlags() {}
}
