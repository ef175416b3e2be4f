package praetor.state;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import praetor.model.codec.Codec;
import praetor.model.codec.PackWriter;
import praetor.model.codec.Shape;

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
  static final int CHUNKING = 29;

  /** What is collected before it goes to the stream. */
  private static final int FLUSH_BYTES = 64 << 10;

  private final PackWriter buffer = new PackWriter(2 * FLUSH_BYTES);
  private final OutputStream out;

  private SnapshotWriter(OutputStream out) {
    this.out = out;
  }

  /** The first value of a snapshot. */
  record Header(long lastIndex) {
    static final Shape<Header> SHAPE =
        Shape.<Header>of("fsm.SnapshotHeader")
            .uint64("LastIndex", Header::lastIndex)
            .build(v -> new Header(v.next()));
  }

  /** Writes everything. Does not close the stream. */
  public static void write(StateView view, OutputStream out) throws IOException {
    var writer = new SnapshotWriter(out);
    Header.SHAPE.writePack(new Header(view.lastIndex()), writer.buffer);
    for (int type : TYPE_ORDER) {
      for (var table : Schema.TABLES) {
        writer.table(table, type, view);
      }
    }
    writer.buffer.rawByte(CHUNKING).mapHeader(1).string("ChunkMap").mapHeader(0);
    writer.flush();
  }

  private <T> void table(Table<T> table, int type, StateView view) throws IOException {
    switch (table.snapshot()) {
      case SnapshotPart.Records<T, ?> part when part.type() == type -> rows(table, part, view);
      case SnapshotPart.Custom<T> part when part.type() == type -> part.write(view, this);
      case SnapshotPart.Records<T, ?> _,
          SnapshotPart.Custom<T> _,
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

  /** Writes one record. */
  <R> void record(int type, Codec<R> codec, R value) throws IOException {
    buffer.rawByte(type);
    codec.writePack(value, buffer);
    if (buffer.size() >= FLUSH_BYTES) {
      flush();
    }
  }

  private void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.size());
    buffer.clear();
  }
}
