package praetor.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import praetor.benchmarks.server.Program;

/** Where a run happened: what a reader needs to judge its figures. */
record Machine(LocalDate date, String kind, List<String> facts) {

  private static final int SYNCS = 50;
  private static final int SYNC_BYTES = 4_096;

  static Machine of(List<Program> programs, Path folder) throws IOException, InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    long gibibytes = Math.round(memoryKibibytes() / (double) (1 << 20));
    String arch = System.getProperty("os.arch");
    var facts = new ArrayList<String>();
    facts.add("%d cores (%s), %d GiB, %s".formatted(cores, processor(), gibibytes, arch));
    facts.add(System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.add("JDK " + System.getProperty("java.runtime.version"));
    for (var program : programs) {
      facts.add(program.name() + ": " + program.version());
    }
    facts.add(
        String.format(
            Locale.ROOT,
            "Median of a write and sync of %d bytes: %.0f us",
            SYNC_BYTES,
            syncMicros(folder)));
    return new Machine(
        LocalDate.now(ZoneOffset.UTC), "%dcores-%dgib-%s".formatted(cores, gibibytes, arch), facts);
  }

  private static long memoryKibibytes() throws IOException {
    return Long.parseLong(procValue("/proc/meminfo", "MemTotal").replaceAll("\\D", ""));
  }

  private static String processor() throws IOException {
    return procValue("/proc/cpuinfo", "model name");
  }

  private static String procValue(String file, String name) throws IOException {
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse("0");
    }
  }

  private static double syncMicros(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "sync", "");
    var nanos = new long[SYNCS];
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < SYNCS; i++) {
        long startNanos = System.nanoTime();
        channel.write(ByteBuffer.allocate(SYNC_BYTES));
        channel.force(false);
        nanos[i] = System.nanoTime() - startNanos;
      }
    } finally {
      Files.delete(file);
    }
    Arrays.sort(nanos);
    return nanos[SYNCS / 2] / 1e3;
  }
}
