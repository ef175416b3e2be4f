package praetor.state;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import praetor.model.DecodeException;
import praetor.state.archive.RecordStream;
import praetor.state.command.RestoreRequest;

/**
 * A restore on its way through the log: what its chunks have brought so far, beside the state that
 * everybody sees. Owned by the apply thread.
 */
final class Staging {
  private final RestoreRequest begin;
  private final SnapshotReader.Load load;
  private long chunks;

  private Staging(RestoreRequest begin, SnapshotReader.Load load, long chunks) {
    this.begin = begin;
    this.load = load;
    this.chunks = chunks;
  }

  /** A staging area at one moment. Immutable. */
  record Frozen(RestoreRequest begin, long chunks, Map<String, Long> indexes, StateView rows) {
    Frozen {
      indexes = Map.copyOf(indexes);
    }
  }

  static Staging begin(RestoreRequest begin) {
    return new Staging(begin, new SnapshotReader.Load(begin.lastIndex()), 0);
  }

  /** Goes on where a server stopped. */
  static Staging resume(RestoreRequest begin, SnapshotReader.Load load, long chunks) {
    return new Staging(begin, load, chunks);
  }

  Frozen freeze() {
    var rows = new StateView(load.txn().freeze(), load.lastIndex(), 0, 0);
    return new Frozen(begin, chunks, load.indexes(), rows);
  }

  String id() {
    return begin.id();
  }

  boolean is(String id) {
    return begin.id().equals(id);
  }

  /** Whether these are all the chunks that there are. */
  boolean hasAll(long count) {
    return chunks == count;
  }

  SnapshotReport report() {
    return load.report();
  }

  /** What the snapshot said of its own age. */
  List<Long> indexes() {
    return List.of(begin.index(), begin.lastIndex());
  }

  /** Takes the records of a chunk. */
  void take(RestoreRequest chunk) throws DecodeException {
    if (chunk.number() != chunks) {
      throw new DecodeException(
          "chunk %d came where %d was to come".formatted(chunk.number(), chunks));
    }
    try {
      load.readAll(new RecordStream(new ByteArrayInputStream(chunk.records().array())));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory cannot fail", e);
    }
    chunks++;
  }

  StateView finish() {
    return load.finish();
  }
}
