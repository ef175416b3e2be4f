package praetor.snapshot.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.snapshot.SnapshotSchedule;
import praetor.snapshot.seal.SealKey;
import praetor.snapshot.storage.Location;

/**
 * All settings of the snapshot agent.
 *
 * <p>Source: documentation of {@code consul snapshot agent}, names and defaults. Ours are {@code
 * snapshot.schedule}, {@code snapshot.time_zone}, {@code seal}, {@code enabled}, and {@code
 * location} among the destinations.
 *
 * @param enabled whether the daemon runs one; for those who share files with a separate process
 */
public record AgentOptions(
    boolean enabled,
    Api api,
    Log log,
    Snapshots snapshots,
    Seal seal,
    List<Destination> destinations) {

  /** The only key of a file that counts here. */
  public static final String KEY = "snapshot_agent";

  public AgentOptions {
    destinations = List.copyOf(destinations);
  }

  /** The same with other destinations. */
  public AgentOptions withDestinations(List<Destination> others) {
    return new AgentOptions(enabled, api, log, snapshots, seal, others);
  }

  /**
   * How the local agent is reached.
   *
   * @param variables settings as the environment variables of other commands: {@code HTTP_ADDR}
   * @param datacenter empty for the agent's own
   * @param login gets the token where it is set
   */
  public record Api(Map<String, String> variables, String datacenter, Optional<Login> login) {
    public Api {
      variables = Map.copyOf(variables);
    }
  }

  /** A login that yields a token. */
  public record Login(
      String authMethod,
      Optional<String> bearerToken,
      Optional<Path> bearerTokenFile,
      Map<String, String> meta) {
    public Login {
      meta = Map.copyOf(meta);
    }
  }

  /**
   * What is logged where.
   *
   * @param level as written: {@code INFO}
   */
  public record Log(String level, boolean syslog, String syslogFacility) {}

  /**
   * When and how.
   *
   * @param interval zero for one snapshot and no more
   * @param schedule a cron expression in the place of the interval
   */
  public record Snapshots(
      Duration interval,
      Optional<String> schedule,
      String timeZone,
      int retain,
      boolean stale,
      String service,
      Duration deregisterAfter,
      String lockKey,
      int maxFailures,
      Optional<Path> scratch) {

    public boolean isOneShot() {
      return schedule.isEmpty() && interval.isZero();
    }

    /** The schedule of a daemon. */
    public SnapshotSchedule toSchedule() throws IOException {
      return schedule.isPresent()
          ? SnapshotSchedule.cron(
              schedule.get(), timeZone.isEmpty() ? ZoneId.systemDefault().getId() : timeZone)
          : new SnapshotSchedule.Every(interval);
    }

    /** Where files lie before they are stored. */
    public Path scratchPath() {
      return scratch.orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    }
  }

  /** What snapshots are sealed with; at most one of them. */
  public record Seal(Optional<Path> keyFile, Optional<Path> passphraseFile) {
    /** The key; empty when snapshots are not sealed. */
    public Optional<SealKey> key() throws IOException {
      if (keyFile.isPresent() && passphraseFile.isPresent()) {
        throw new IOException("a key file and a passphrase file cannot both be used");
      }
      if (keyFile.isPresent()) {
        return Optional.of(SealKey.ofKeyFile(keyFile.get()));
      }
      return passphraseFile.isPresent()
          ? Optional.of(SealKey.ofPassphraseFile(passphraseFile.get()))
          : Optional.empty();
    }
  }

  /** A place for snapshots, and the one name that all of them get there, where they do. */
  public record Destination(Location location, Optional<String> staticName) {}

  /**
   * Reads a {@code snapshot_agent} object.
   *
   * @param written maps, lists, texts, numbers, bools
   * @param environment variables that destinations may read
   * @throws IOException a sentence for people
   */
  public static AgentOptions read(Object written, Map<String, String> environment)
      throws IOException {
    return OptionsReader.read(Block.of(KEY, written), environment);
  }
}
