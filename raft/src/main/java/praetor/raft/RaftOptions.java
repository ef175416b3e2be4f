package praetor.raft;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How an engine is set up. Start from {@link #of} and change what differs with the {@code with}
 * methods.
 *
 * @param serverId this server's node id, a UUID string
 * @param address where the others reach this server
 * @param initialVoters ids of the group's first voters, used only by a server without any log or
 *     snapshot; empty: wait to be added
 * @param dataDirectory where log, vote and snapshots are kept; empty: in memory, nothing on disk
 * @param addressBook where the others are
 * @param dialer how connections to the others are opened
 * @param timing how long silence is borne
 * @param snapshots when snapshots are taken and how much log is kept behind them
 * @param limits bounds of memory
 */
public record RaftOptions(
    String serverId,
    InetSocketAddress address,
    List<String> initialVoters,
    Optional<Path> dataDirectory,
    AddressBook addressBook,
    Dialer dialer,
    Timing timing,
    Snapshots snapshots,
    Limits limits) {

  public RaftOptions {
    PeerIds.check(serverId);
    initialVoters.forEach(PeerIds::check);
    if (!initialVoters.isEmpty() && !initialVoters.contains(serverId)) {
      throw new IllegalArgumentException("the first voters do not include this server");
    }
    initialVoters = initialVoters.stream().distinct().sorted(Comparator.naturalOrder()).toList();
  }

  /** An engine in memory with Consul's defaults that waits to be added to a group. */
  public static RaftOptions of(String serverId, InetSocketAddress address) {
    return new RaftOptions(
        serverId,
        address,
        List.of(),
        Optional.empty(),
        _ -> Optional.empty(),
        Dialer.tcp(),
        Timing.scaled(Timing.DEFAULT_MULTIPLIER),
        Snapshots.DEFAULT,
        Limits.DEFAULT);
  }

  /** Begins a new group of this server alone, unless it has a log or a snapshot already. */
  public RaftOptions bootstrap() {
    return withInitialVoters(List.of(serverId));
  }

  public RaftOptions withInitialVoters(List<String> ids) {
    return new RaftOptions(
        serverId, address, ids, dataDirectory, addressBook, dialer, timing, snapshots, limits);
  }

  public RaftOptions withDataDirectory(Path directory) {
    return new RaftOptions(
        serverId,
        address,
        initialVoters,
        Optional.of(directory),
        addressBook,
        dialer,
        timing,
        snapshots,
        limits);
  }

  public RaftOptions withAddressBook(AddressBook book) {
    return new RaftOptions(
        serverId, address, initialVoters, dataDirectory, book, dialer, timing, snapshots, limits);
  }

  public RaftOptions withDialer(Dialer other) {
    return new RaftOptions(
        serverId,
        address,
        initialVoters,
        dataDirectory,
        addressBook,
        other,
        timing,
        snapshots,
        limits);
  }

  public RaftOptions withTiming(Timing other) {
    return new RaftOptions(
        serverId,
        address,
        initialVoters,
        dataDirectory,
        addressBook,
        dialer,
        other,
        snapshots,
        limits);
  }

  public RaftOptions withSnapshots(Snapshots other) {
    return new RaftOptions(
        serverId,
        address,
        initialVoters,
        dataDirectory,
        addressBook,
        dialer,
        timing,
        other,
        limits);
  }

  public RaftOptions withLimits(Limits other) {
    return new RaftOptions(
        serverId,
        address,
        initialVoters,
        dataDirectory,
        addressBook,
        dialer,
        timing,
        snapshots,
        other);
  }

  /**
   * How long silence is borne.
   *
   * @param electionTimeout a follower that hears nothing for this long (and up to half as long
   *     again, by chance) asks for votes; the leader sends five heartbeats in that time
   */
  public record Timing(Duration electionTimeout) {

    /** Consul's default; {@code -dev} and raft_multiplier 1 ask for quicker elections. */
    public static final int DEFAULT_MULTIPLIER = 5;

    /** Below that, a pause of the program on the leader would be taken for its death. */
    private static final long ELECTION_MS_MIN = 600;

    /** The default multiplier leaves a second: a lost leader is replaced within two. */
    private static final long ELECTION_MS_EACH = 200;

    /**
     * Timeouts for a local network. Consul waits a second for each step of the multiplier; we do
     * not, because a pre-vote keeps a server that is merely slow from disturbing the others.
     */
    public static Timing scaled(int raftMultiplier) {
      if (raftMultiplier < 1 || raftMultiplier > 10) {
        throw new IllegalArgumentException(
            "raft_multiplier cannot be " + raftMultiplier + ". Must be between 1 and 10");
      }
      return new Timing(
          Duration.ofMillis(Math.max(ELECTION_MS_MIN, ELECTION_MS_EACH * raftMultiplier)));
    }
  }

  /**
   * When snapshots are taken.
   *
   * @param threshold entries since the last snapshot that make a new one due
   * @param interval how often that is checked
   * @param trailingLogs entries kept in the log behind a snapshot for followers that are late
   */
  public record Snapshots(long threshold, Duration interval, long trailingLogs) {

    /** Source: the defaults of Consul's raft_snapshot_threshold, interval and trailing_logs. */
    public static final Snapshots DEFAULT = new Snapshots(16_384, Duration.ofSeconds(30), 10_240);
  }

  /**
   * Bounds of memory.
   *
   * @param pendingBytesMax commands proposed but not applied yet; more are refused
   * @param pendingCountMax the same as a count
   * @param logsInMemoryBytesMax entries kept in memory until they are on disk and applied
   * @param commandBytesMax largest single command
   */
  public record Limits(
      long pendingBytesMax, int pendingCountMax, long logsInMemoryBytesMax, int commandBytesMax) {

    public static final Limits DEFAULT = new Limits(64L << 20, 8_192, 64L << 20, 16 << 20);
  }
}
