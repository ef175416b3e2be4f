package praetor.gossip.net;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import praetor.gossip.serf.Serf;

/**
 * How one member of one pool runs.
 *
 * @param bind where to listen, UDP and TCP; port 0 takes a free one
 * @param advertise where the others reach it; absent means where it listens
 * @param snapshotFile where the members are remembered for the next start
 * @param keyringFile where the keys are kept when they change
 * @param rejoinAfterLeave whether the next start goes back to a pool that was left
 */
public record GossipOptions(
    String name,
    InetSocketAddress bind,
    Optional<InetSocketAddress> advertise,
    Map<String, String> tags,
    Serf.Settings settings,
    Optional<Path> snapshotFile,
    Optional<Path> keyringFile,
    boolean rejoinAfterLeave) {
  public GossipOptions {
    tags = Map.copyOf(tags);
  }

  /** Options without files. */
  public static GossipOptions of(
      String name, InetSocketAddress bind, Map<String, String> tags, Serf.Settings settings) {
    return new GossipOptions(
        name, bind, Optional.empty(), tags, settings, Optional.empty(), Optional.empty(), false);
  }

  public GossipOptions withAdvertise(InetSocketAddress changed) {
    return new GossipOptions(
        name,
        bind,
        Optional.of(changed),
        tags,
        settings,
        snapshotFile,
        keyringFile,
        rejoinAfterLeave);
  }

  public GossipOptions withSnapshotFile(Path file, boolean rejoin) {
    return new GossipOptions(
        name, bind, advertise, tags, settings, Optional.of(file), keyringFile, rejoin);
  }

  public GossipOptions withKeyringFile(Path file) {
    return new GossipOptions(
        name, bind, advertise, tags, settings, snapshotFile, Optional.of(file), rejoinAfterLeave);
  }
}
