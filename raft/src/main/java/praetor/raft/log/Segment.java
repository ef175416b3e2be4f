package praetor.raft.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import praetor.raft.disk.DiskFile;
import praetor.raft.disk.FileNames;

/** One file of the log and the offsets of its records. Guarded by the lock of the log. */
final class Segment {

  private static final String SUFFIX = ".log";

  private final String name;
  private final DiskFile file;
  private final long firstIndex;
  private int[] offsets = new int[64];
  private int count;
  private int end = SegmentHeader.BYTES;

  Segment(long firstIndex, DiskFile file) {
    this.name = nameOf(firstIndex);
    this.file = file;
    this.firstIndex = firstIndex;
  }

  /** Names sort like the indexes. */
  static String nameOf(long firstIndex) {
    return FileNames.padded(firstIndex) + SUFFIX;
  }

  static boolean isName(String name) {
    return name.matches("\\d{20}\\.log");
  }

  static long firstIndexOf(String name) {
    return Long.parseLong(name, 0, name.length() - SUFFIX.length(), 10);
  }

  String name() {
    return name;
  }

  DiskFile file() {
    return file;
  }

  long firstIndex() {
    return firstIndex;
  }

  /** One less than {@link #firstIndex} when it is empty. */
  long lastIndex() {
    return firstIndex + count - 1;
  }

  int end() {
    return end;
  }

  int offset(long index) {
    return offsets[(int) (index - firstIndex)];
  }

  void add(int offset, int size) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, count * 2);
    }
    offsets[count++] = offset;
    end = offset + size;
  }

  /** Forgets the records behind an index that stays. */
  void forgetAfter(long lastKept) {
    end = offset(lastKept + 1);
    count = (int) (lastKept - firstIndex + 1);
  }

  /** Reads a record that was added. */
  LogRecord read(long index) throws IOException, DamagedRecordException {
    int from = offset(index);
    int to = index == lastIndex() ? end : offset(index + 1);
    var buffer = ByteBuffer.allocate(to - from);
    file.readFully(buffer, from);
    return RecordCodec.decode(buffer, 0).record();
  }
}
