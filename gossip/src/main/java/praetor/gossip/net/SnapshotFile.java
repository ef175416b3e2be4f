package praetor.gossip.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.gossip.GossipEvent;
import praetor.gossip.GossipMeter;
import praetor.gossip.serf.MemberLog;
import praetor.gossip.serf.Serf.Clocks;

/**
 * A member's log on disk. Losing its end costs nothing but time at the next start, so it is not
 * forced to disk, and a disk that fails is noted and does not stop the pool. Owned by one thread.
 */
final class SnapshotFile {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFile.class);

  private final Path file;
  private final MemberLog log;
  private final GossipMeter meter;
  private long size;

  private SnapshotFile(Path file, MemberLog log, GossipMeter meter, long size) {
    this.file = file;
    this.log = log;
    this.meter = meter;
    this.size = size;
  }

  /** Reads the file of an earlier run, if there is one. */
  static SnapshotFile open(Path file, boolean rejoinAfterLeave, GossipMeter meter)
      throws IOException {
    var folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (!Files.exists(file)) {
      return new SnapshotFile(file, new MemberLog(), meter, 0);
    }
    // A torn last line may hold half a character.
    var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return new SnapshotFile(
        file, MemberLog.replay(text.lines().toList(), rejoinAfterLeave), meter, Files.size(file));
  }

  MemberLog log() {
    return log;
  }

  void record(GossipEvent event) {
    append(log.lines(event));
  }

  void record(Clocks clocks) {
    append(log.lines(clocks));
  }

  /** This member left on purpose. */
  void recordLeave() {
    append(List.of(MemberLog.LEAVE));
  }

  private void append(List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    try {
      long start = meter.nanoTime();
      var bytes = bytes(lines);
      Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      meter.since(GossipMeter.Measure.SNAPSHOT_APPEND, start);
      size += bytes.length;
      if (log.isTooLong(size)) {
        long compaction = meter.nanoTime();
        compact();
        meter.since(GossipMeter.Measure.SNAPSHOT_COMPACT, compaction);
      }
    } catch (IOException e) {
      LOG.error("Failed to update snapshot {}", file, e);
    }
  }

  private void compact() throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + ".compact");
    var bytes = bytes(log.compacted());
    Files.write(fresh, bytes);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    size = bytes.length;
  }

  private static byte[] bytes(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
