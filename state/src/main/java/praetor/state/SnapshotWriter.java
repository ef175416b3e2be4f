package praetor.state;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import praetor.model.codec.Codec;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;
import praetor.state.archive.RecordKind;
import praetor.state.archive.RecordStream;
import praetor.state.archive.Target;

/**
 * Writes a view as the {@code state.bin} of a snapshot: a header, then records of a type byte and a
 * MessagePack value each, in the order in which Consul 1.21 writes them.
 *
 * <p>Owned by one thread; the view lets the store go on meanwhile.
 */
public final class SnapshotWriter {
  /** The order of types. Source: snapshots of Consul 1.21.4. */
  static final List<Integer> TYPE_ORDER =
      List.of(
          32, 33, 0, 6, 3, 17, 19, 23, 25, 27, 2, 5, 7, 9, 12, 13, 14, 15, 22, 30, 31, 16, 35, 38,
          40, 42);

  /** The state of Consul's chunked log entries: there is always one, here without content. */
  private static final int CHUNKING = RecordKind.CHUNKING.type();

  /** What is collected before it goes to the stream. */
  private static final int FLUSH_BYTES = 64 << 10;

  private final PackWriter buffer = new PackWriter(2 * FLUSH_BYTES);
  private final OutputStream out;
  private final Target target;
  private final SortedMap<Integer, Integer> leftOut = new TreeMap<>();

  SnapshotWriter(OutputStream out, Target target) {
    this.out = out;
    this.target = target;
  }

  /** Writes everything. Does not close the stream. */
  public static void write(StateView view, OutputStream out) throws IOException {
    write(view, Target.PRAETOR, out);
  }

  /**
   * Writes what the target restores. Does not close the stream.
   *
   * @return how many records of each type were left out
   */
  public static SortedMap<Integer, Integer> write(StateView view, Target target, OutputStream out)
      throws IOException {
    var writer = new SnapshotWriter(out, target);
    writer.view(view);
    writer.flush();
    return writer.leftOut;
  }

  /** Writes everything in a view, its header first. */
  void view(StateView view) throws IOException {
    RecordStream.Header.SHAPE.writePack(new RecordStream.Header(view.lastIndex()), buffer);
    records(view);
  }

  /** Writes everything in a view. */
  void records(StateView view) throws IOException {
    for (int type : TYPE_ORDER) {
      for (var table : Schema.TABLES) {
        table(table, type, view);
      }
      foreign(view, type);
    }
    var rest = view.rows(ForeignTable.TABLE).all();
    while (rest.next()) {
      if (!TYPE_ORDER.contains(rest.row().type()) && rest.row().type() != CHUNKING) {
        foreign(rest.row());
      }
    }
    chunking(view);
  }

  Target target() {
    return target;
  }

  private <T> void table(Table<T> table, int type, StateView view) throws IOException {
    switch (table.snapshot()) {
      case SnapshotPart.Records<T, ?> part when part.type() == type -> rows(table, part, view);
      case SnapshotPart.Custom<T> part when part.type() == type -> part.write(view, this);
      case SnapshotPart.Records<T, ?> _,
          SnapshotPart.Custom<T> _,
          SnapshotPart.Foreign<T> _,
          SnapshotPart.Within<T> _,
          SnapshotPart.Derived<T> _ -> {}
    }
  }

  private <T, R> void rows(Table<T> table, SnapshotPart.Records<T, R> part, StateView view)
      throws IOException {
    var cursor = view.rows(table).all();
    while (cursor.next()) {
      record(part.type(), part.shape(), part.toRecord().apply(cursor.row()));
    }
  }

  private void foreign(StateView view, int type) throws IOException {
    boolean ofPeers = RecordKind.of(type).filter(SnapshotWriter::hasTable).isPresent();
    for (var row : ForeignTable.ofType(view, type)) {
      if (ofPeers && !target.knowsPeers()) {
        leaveOut(type);
      } else {
        foreign(row);
      }
    }
  }

  /** Whether foreign records of a kind are so because of what they say, not because of the kind. */
  private static boolean hasTable(RecordKind kind) {
    return kind == RecordKind.REGISTER || kind == RecordKind.INDEX;
  }

  private void foreign(ForeignTable.Foreign row) throws IOException {
    int start = buffer.size();
    buffer.rawByte(row.type()).encoded(row.value().array());
    settle(row.type(), start);
  }

  private void chunking(StateView view) throws IOException {
    var kept = ForeignTable.ofType(view, CHUNKING);
    for (var row : kept) {
      foreign(row);
    }
    if (kept.isEmpty()) {
      buffer.rawByte(CHUNKING).mapHeader(1).string("ChunkMap").mapHeader(0);
    }
  }

  /** Writes one record. */
  <R> void record(int type, Codec<R> codec, R value) throws IOException {
    int start = buffer.size();
    buffer.rawByte(type);
    codec.writePack(value, buffer);
    settle(type, start);
  }

  /** Takes back a record that the target does not know. */
  private void settle(int type, int start) throws IOException {
    int valueAt = start + 1;
    var written = ByteBuffer.wrap(buffer.array(), valueAt, buffer.size() - valueAt);
    if (target != Target.PRAETOR && !target.restores(type, new PackReader(written))) {
      buffer.cutTo(start);
      leaveOut(type);
    }
    if (buffer.size() >= FLUSH_BYTES) {
      flush();
    }
  }

  private void leaveOut(int type) {
    leftOut.merge(type, 1, Integer::sum);
  }

  void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.size());
    buffer.clear();
  }
}
