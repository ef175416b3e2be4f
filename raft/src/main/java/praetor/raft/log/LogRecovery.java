package praetor.raft.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import praetor.raft.disk.Disk;
import praetor.raft.disk.DiskFile;

/**
 * What a start does with the segments found: reads every record, finishes what a crash interrupted
 * (a segment being begun, a reset, the last batch), and refuses anything else that does not fit.
 */
final class LogRecovery {

  private final Disk disk;
  private final String folder;
  private final Consumer<LogRecord> configurations;

  LogRecovery(Disk disk, String folder, Consumer<LogRecord> configurations) {
    this.disk = disk;
    this.folder = folder;
    this.configurations = configurations;
  }

  /** A segment file with a good header. */
  private record Found(String name, DiskFile file, SegmentScan scan, SegmentHeader header) {}

  /** The segments of the log in order, none when it has not begun yet. */
  List<Segment> recover() throws IOException {
    var found = new ArrayList<Found>();
    try {
      find(found);
      dropBeforeFreshStart(found);
      return read(found);
    } catch (IOException e) {
      for (var segment : found) {
        segment.file().close();
      }
      throw e;
    }
  }

  private void find(List<Found> found) throws IOException {
    var names = disk.list(folder).stream().filter(Segment::isName).toList();
    for (var name : names) {
      boolean last = name.equals(names.getLast());
      var file = disk.open(path(name));
      var scan = new SegmentScan(file);
      var header = scan.header();
      if (header.isPresent()) {
        found.add(new Found(name, file, scan, header.get()));
        check(name, header.get());
      } else {
        // Its header was to be durable before its first record was written.
        boolean begun =
            scan.laterBatch(SegmentHeader.BYTES - 1, Segment.firstIndexOf(name)).isPresent();
        file.close();
        if (!last || begun) {
          throw damaged(name, 0, "the segment header is unreadable");
        }
        delete(name);
      }
    }
  }

  private void check(String name, SegmentHeader header) throws IOException {
    if (header.firstIndex() != Segment.firstIndexOf(name)) {
      throw damaged(name, 0, "it says that it begins with entry " + header.firstIndex());
    }
  }

  /** Finishes a reset: what stands before a fresh start is void. */
  private void dropBeforeFreshStart(List<Found> found) throws IOException {
    int last = 0;
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).header().fresh()) {
        last = i;
      }
    }
    for (; last > 0; last--) {
      var dropped = found.removeFirst();
      dropped.file().close();
      delete(dropped.name());
    }
  }

  private List<Segment> read(List<Found> found) throws IOException {
    var segments = new ArrayList<Segment>();
    for (int i = 0; i < found.size(); i++) {
      var current = found.get(i);
      var segment = new Segment(current.header().firstIndex(), current.file());
      var end =
          current.scan().records(segment.firstIndex(), (record, at) -> add(segment, record, at));
      if (i + 1 < found.size()) {
        checkSealed(segment, end, found.get(i + 1).header().firstIndex());
      } else {
        finish(segment, end);
      }
      segments.add(segment);
    }
    return segments;
  }

  private void add(Segment segment, LogRecord record, int at) {
    segment.add(at, RecordCodec.size(record));
    if (record.kind() == LogRecord.Kind.CONFIGURATION) {
      // The payload shares the large window of the scan.
      var copy = ByteBuffer.allocate(record.payload().remaining());
      copy.put(record.payload().duplicate()).flip();
      configurations.accept(new LogRecord(record.index(), record.term(), record.kind(), copy));
    }
  }

  private void checkSealed(Segment segment, SegmentScan.End end, long next) throws IOException {
    if (segment.lastIndex() + 1 != next) {
      throw damaged(
          segment.name(),
          end.end(),
          "the log goes on with entry %d, but here it ends with %d%s"
              .formatted(next, segment.lastIndex(), because(end.why())));
    }
  }

  private void finish(Segment segment, SegmentScan.End end) throws IOException {
    if (end.laterBatchAt().isPresent()) {
      throw damaged(
          segment.name(),
          end.end(),
          "entry %d is unreadable%s, and good entries follow at offset %d"
              .formatted(
                  segment.lastIndex() + 1, because(end.why()), end.laterBatchAt().orElseThrow()));
    }
    if (end.why().isPresent()) {
      segment.file().truncate(end.end());
      segment.file().force();
    }
  }

  private static String because(Optional<String> why) {
    return why.map(text -> " (" + text + ")").orElse("");
  }

  private DamagedLogException damaged(String name, long offset, String what) {
    return new DamagedLogException(
        "log segment %s is damaged at offset %d: %s"
            .formatted(disk.describe(path(name)), offset, what));
  }

  private void delete(String name) throws IOException {
    disk.delete(path(name));
    disk.syncFolder(folder);
  }

  private String path(String name) {
    return folder + "/" + name;
  }
}
