package praetor.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process and its children use of the machine, as Linux tells it.
 *
 * <p>Source: proc(5), {@code /proc/PID/stat}, {@code /proc/PID/smaps_rollup} and {@code
 * /proc/PID/io}.
 */
final class Usage {

  /** USER_HZ is 100 on every architecture that Linux still runs servers on. */
  private static final long TICK_NANOS = 10_000_000;

  /**
   * Position of utime, counted after the command's closing parenthesis; stime and the waited-for
   * children's two follow it.
   */
  private static final int UTIME = 11;

  private Usage() {}

  /** Processor time so far. */
  static long cpuNanos(ProcessHandle process) throws IOException {
    long ticks = 0;
    for (long pid : family(process)) {
      ticks += ticks(pid);
    }
    return ticks * TICK_NANOS;
  }

  /** Resident memory. */
  static long residentBytes(ProcessHandle process) throws IOException {
    long kibibytes = 0;
    for (long pid : family(process)) {
      kibibytes += sum(pid, "smaps_rollup", "Rss:");
    }
    return kibibytes * 1_024;
  }

  /** Bytes that went or will go to a disk. */
  static long writtenBytes(ProcessHandle process) throws IOException {
    long bytes = 0;
    for (long pid : family(process)) {
      bytes += sum(pid, "io", "write_bytes:");
    }
    return bytes;
  }

  private static long[] family(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .mapToLong(ProcessHandle::pid)
        .toArray();
  }

  private static long ticks(long pid) throws IOException {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    } catch (NoSuchFileException e) {
      // The child has ended since it was listed; its parent has its time.
      return 0;
    }
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int i = UTIME; i < UTIME + 4; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks;
  }

  /** The number in the line of a file of a process; 0 when the process has ended. */
  private static long sum(long pid, String file, String name) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/" + file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
