package praetor.agent.metrics;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the machine has and uses, for {@code enable_host_metrics}: memory, processors, the disk of
 * the data folder, uptime. Owned by whoever rolls.
 *
 * <p>Source: gauges of Consul 1.21.4; proc(5). The count of inodes is not to be had from Java.
 */
final class HostGauges implements GaugeSource {
  private static final Logger LOG = LoggerFactory.getLogger("agent");
  private static final double BYTES_PER_KIB = 1024;
  private static final double PERCENT = 100;

  // Places in a line of /proc/stat.
  private static final int USER = 0;
  private static final int SYSTEM = 2;
  private static final int IDLE = 3;
  private static final int IOWAIT = 4;

  /** Of the ten fields the last two are counted in others already. */
  private static final int FIELDS = 8;

  private final Path proc;
  private final Optional<Path> dataDir;
  private final Map<String, long[]> before = new HashMap<>();

  /**
   * @param proc where the kernel tells: {@code /proc}
   * @param dataDir the folder whose disk is watched
   */
  HostGauges(Path proc, Optional<Path> dataDir) {
    this.proc = proc;
    this.dataDir = dataDir;
  }

  @Override
  public void tell(Taker taker) {
    try {
      memory(Files.readAllLines(proc.resolve("meminfo")), taker);
      processors(Files.readAllLines(proc.resolve("stat")), taker);
      var uptime = Files.readString(proc.resolve("uptime"));
      taker.gauge(Math.floor(Double.parseDouble(uptime.split(" ", -1)[0])), "host.uptime");
      if (dataDir.isPresent()) {
        disk(dataDir.get(), taker);
      }
    } catch (IOException e) {
      LOG.debug("the machine tells nothing of itself: {}", e.getMessage());
    }
  }

  private static void memory(List<String> lines, Taker taker) {
    var kib = new HashMap<String, Double>();
    for (var line : lines) {
      var parts = line.split("[: ]+", -1);
      kib.put(parts[0], Double.parseDouble(parts[1]));
    }
    double total = kib.getOrDefault("MemTotal", 0.0);
    double free = kib.getOrDefault("MemFree", 0.0);
    double kept =
        kib.getOrDefault("Buffers", 0.0)
            + kib.getOrDefault("Cached", 0.0)
            + kib.getOrDefault("SReclaimable", 0.0);
    double used = total - free - kept;
    taker.gauge(total * BYTES_PER_KIB, "host.memory.total");
    taker.gauge(free * BYTES_PER_KIB, "host.memory.free");
    taker.gauge(kib.getOrDefault("MemAvailable", free) * BYTES_PER_KIB, "host.memory.available");
    taker.gauge(used * BYTES_PER_KIB, "host.memory.used");
    taker.gauge(total == 0 ? 0 : used / total * PERCENT, "host.memory.used_percent");
  }

  /** Shares since the last time; none the first time. */
  private void processors(List<String> lines, Taker taker) {
    for (var line : lines) {
      var words = line.split(" +", -1);
      if (!words[0].matches("cpu\\d+")) {
        continue;
      }
      var now = Arrays.stream(words, 1, 1 + FIELDS).mapToLong(Long::parseLong).toArray();
      var last = before.put(words[0], now);
      if (last != null) {
        processor(words[0], last, now, taker);
      }
    }
  }

  private static void processor(String name, long[] last, long[] now, Taker taker) {
    var ticks = new double[FIELDS];
    Arrays.setAll(ticks, i -> now[i] - last[i]);
    double all = Arrays.stream(ticks).sum();
    if (all <= 0) {
      return;
    }
    taker.gauge(ticks[USER] / all * PERCENT, "host.cpu.user", "cpu", name);
    taker.gauge(ticks[SYSTEM] / all * PERCENT, "host.cpu.system", "cpu", name);
    taker.gauge(ticks[IDLE] / all * PERCENT, "host.cpu.idle", "cpu", name);
    taker.gauge(ticks[IOWAIT] / all * PERCENT, "host.cpu.iowait", "cpu", name);
    taker.gauge((all - ticks[IDLE]) / all * PERCENT, "host.cpu.total", "cpu", name);
  }

  private static void disk(Path folder, Taker taker) throws IOException {
    FileStore disk = Files.getFileStore(folder);
    var path = folder.toString();
    double size = disk.getTotalSpace();
    double used = size - disk.getUnallocatedSpace();
    double usable = disk.getUsableSpace();
    taker.gauge(size, "host.disk.size", "path", path);
    taker.gauge(used, "host.disk.used", "path", path);
    taker.gauge(usable, "host.disk.available", "path", path);
    double reachable = used + usable;
    taker.gauge(
        reachable == 0 ? 0 : used / reachable * PERCENT, "host.disk.used_percent", "path", path);
  }
}
