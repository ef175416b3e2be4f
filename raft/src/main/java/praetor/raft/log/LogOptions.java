package praetor.raft.log;

/**
 * Sizes of the log.
 *
 * @param segmentBytes a segment that has reached this size gets no further batch
 * @param chunkBytes how much a file is filled with zeros ahead, so that most syncs change no
 *     metadata of the file system, and a full disk is met early
 * @param cacheBytes payloads of the newest entries kept in memory for followers
 * @param floodBytes payloads that call for a snapshot before its time, to bound the log
 */
public record LogOptions(int segmentBytes, int chunkBytes, int cacheBytes, long floodBytes) {

  public static final LogOptions ON_DISK = new LogOptions(64 << 20, 1 << 20, 1 << 20, 256L << 20);

  /** In memory the zeros would be waste, and small segments are given back sooner. */
  public static final LogOptions IN_MEMORY = new LogOptions(4 << 20, 0, 0, 16L << 20);
}
