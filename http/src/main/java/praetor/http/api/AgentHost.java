package praetor.http.api;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import praetor.model.codec.JsonWriter;

/**
 * What the machine is: memory, processors, system and disk, read from /proc and /sys. What a system
 * does not tell is zero or empty, and said in {@code Errors}.
 */
final class AgentHost {
  /** JSON names of memory figures and their names in /proc/meminfo. */
  private static final Map<String, String> MEMORY = memoryNames();

  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  private AgentHost() {}

  /**
   * Writes the document.
   *
   * @param dataDir the disk in question; the root without one
   */
  static void write(Optional<Path> dataDir, JsonWriter out) {
    var errors = new ArrayList<String>();
    out.beginObject();
    out.name("Memory");
    memory(errors, out);
    out.name("CPU");
    processors(errors, out);
    out.name("Host");
    host(out);
    out.name("Disk");
    disk(dataDir.filter(Files::exists).orElse(Path.of("/")), errors, out);
    out.name("CollectionTime").value(Instant.now().getEpochSecond() * 1_000_000_000L);
    out.name("Errors");
    if (errors.isEmpty()) {
      out.nullValue();
    } else {
      out.beginArray();
      errors.forEach(out::value);
      out.endArray();
    }
    out.endObject();
  }

  private static void memory(List<String> errors, JsonWriter out) {
    var known = new LinkedHashMap<String, Long>();
    for (var line : lines(MEMINFO, errors)) {
      var parts = line.split("\\s+", -1);
      if (parts.length >= 2) {
        long unit = parts.length >= 3 ? 1_024 : 1;
        number(parts[1]).ifPresent(n -> known.put(parts[0].replace(":", ""), n * unit));
      }
    }
    out.beginObject();
    long total = known.getOrDefault("MemTotal", 0L);
    long available = known.getOrDefault("MemAvailable", 0L);
    for (var figure : MEMORY.entrySet()) {
      out.name(figure.getKey());
      switch (figure.getKey()) {
        case "used" -> out.value(total - available);
        case "usedPercent" -> out.value(total == 0 ? 0.0 : 100.0 * (total - available) / total);
        default -> out.value(known.getOrDefault(figure.getValue(), 0L));
      }
    }
    out.endObject();
  }

  private static void processors(List<String> errors, JsonWriter out) {
    out.beginArray();
    var fields = new LinkedHashMap<String, String>();
    for (var line : lines(CPUINFO, errors)) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        processor(fields, out);
        fields.clear();
      } else {
        fields.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    processor(fields, out);
    out.endArray();
  }

  private static void processor(Map<String, String> fields, JsonWriter out) {
    if (!fields.containsKey("processor")) {
      return;
    }
    out.beginObject();
    out.name("cpu").value(number(fields.get("processor")).orElse(0L));
    out.name("vendorId").value(fields.getOrDefault("vendor_id", ""));
    out.name("family").value(fields.getOrDefault("cpu family", ""));
    out.name("model").value(fields.getOrDefault("model", ""));
    out.name("stepping").value(number(fields.getOrDefault("stepping", "0")).orElse(0L));
    out.name("physicalId").value(fields.getOrDefault("physical id", ""));
    out.name("coreId").value(fields.getOrDefault("core id", ""));
    out.name("cores").value(1);
    out.name("modelName").value(fields.getOrDefault("model name", ""));
    out.name("mhz").value(decimal(fields.getOrDefault("cpu MHz", "0")));
    out.name("cacheSize")
        .value(number(fields.getOrDefault("cache size", "0").replace(" KB", "")).orElse(0L));
    out.name("flags").beginArray();
    for (var flag : fields.getOrDefault("flags", "").split(" ", -1)) {
      if (!flag.isEmpty()) {
        out.value(flag);
      }
    }
    out.endArray();
    out.name("microcode").value(fields.getOrDefault("microcode", ""));
    out.endObject();
  }

  private static void host(JsonWriter out) {
    long uptime = (long) decimal(first(Path.of("/proc/uptime")).split(" ", -1)[0]);
    var release = release();
    out.beginObject();
    out.name("hostname").value(hostname());
    out.name("uptime").value(uptime);
    out.name("bootTime").value(uptime == 0 ? 0 : Instant.now().getEpochSecond() - uptime);
    out.name("procs").value(ProcessHandle.allProcesses().count());
    out.name("os").value(System.getProperty("os.name").toLowerCase(Locale.ROOT));
    out.name("platform").value(release.getOrDefault("ID", ""));
    out.name("platformFamily")
        .value(release.getOrDefault("ID_LIKE", release.getOrDefault("ID", "")));
    out.name("platformVersion").value(release.getOrDefault("VERSION_ID", ""));
    out.name("kernelVersion").value(System.getProperty("os.version"));
    out.name("kernelArch").value(System.getProperty("os.arch"));
    out.name("virtualizationSystem").value("");
    out.name("virtualizationRole").value("");
    out.name("hostId").value(first(Path.of("/sys/class/dmi/id/product_uuid")));
    out.endObject();
  }

  static String hostname() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException _) {
      // A machine without a name of its own in DNS or its hosts file.
      return first(Path.of("/proc/sys/kernel/hostname"));
    }
  }

  private static Map<String, String> release() {
    var release = new LinkedHashMap<String, String>();
    for (var line : lines(Path.of("/etc/os-release"), new ArrayList<>())) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        release.put(line.substring(0, equals), line.substring(equals + 1).replace("\"", ""));
      }
    }
    return release;
  }

  private static void disk(Path path, List<String> errors, JsonWriter out) {
    long total = 0;
    long free = 0;
    var type = "";
    try {
      var store = Files.getFileStore(path);
      total = store.getTotalSpace();
      free = store.getUsableSpace();
      type = store.type();
    } catch (IOException e) {
      errors.add("disk: " + e.getMessage());
    }
    out.beginObject();
    out.name("path").value(path.toString());
    out.name("fstype").value(type);
    out.name("total").value(total);
    out.name("free").value(free);
    out.name("used").value(total - free);
    out.name("usedPercent").value(total == 0 ? 0.0 : 100.0 * (total - free) / total);
    // Java does not tell of inodes.
    for (var none : List.of("inodesTotal", "inodesUsed", "inodesFree", "inodesUsedPercent")) {
      out.name(none).value(0);
    }
    out.endObject();
  }

  private static List<String> lines(Path file, List<String> errors) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      errors.add(file + ": " + e.getMessage());
      return List.of();
    }
  }

  private static String first(Path file) {
    var lines = lines(file, new ArrayList<>());
    return lines.isEmpty() ? "" : lines.getFirst();
  }

  private static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static double decimal(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  /** How many threads the process has. */
  static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static Map<String, String> memoryNames() {
    var names = new LinkedHashMap<String, String>();
    var pairs =
        """
        total MemTotal,available MemAvailable,used -,usedPercent -,free MemFree,active Active,\
        inactive Inactive,wired -,laundry -,buffers Buffers,cached Cached,writeBack Writeback,\
        dirty Dirty,writeBackTmp WritebackTmp,shared Shmem,slab Slab,sreclaimable SReclaimable,\
        sunreclaim SUnreclaim,pageTables PageTables,swapCached SwapCached,commitLimit CommitLimit,\
        committedAS Committed_AS,highTotal HighTotal,highFree HighFree,lowTotal LowTotal,\
        lowFree LowFree,swapTotal SwapTotal,swapFree SwapFree,mapped Mapped,\
        vmallocTotal VmallocTotal,vmallocUsed VmallocUsed,vmallocChunk VmallocChunk,\
        hugePagesTotal HugePages_Total,hugePagesFree HugePages_Free,hugePagesRsvd HugePages_Rsvd,\
        hugePagesSurp HugePages_Surp,hugePageSize Hugepagesize"""
            .split(",", -1);
    for (var pair : pairs) {
      var parts = pair.strip().split(" ", 2);
      names.put(parts[0], parts[1]);
    }
    return names;
  }
}
