package praetor.state;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.Codec;
import praetor.model.codec.PackReader;
import praetor.model.codec.Shape;

/**
 * Reads the {@code state.bin} of a snapshot into a view, whether Praetor or Consul wrote it. A
 * damaged one is refused with {@link DecodeException} and nothing else. Owned by one thread.
 */
public final class SnapshotReader {
  /** What stands before the value of a record. */
  private static final int TYPE_BYTES = 1;

  private final RecordBuffer records;
  private final Map<Integer, Table<?>> tables = new HashMap<>();

  private SnapshotReader(InputStream in) {
    this.records = new RecordBuffer(in);
    for (var table : Schema.TABLES) {
      typeOf(table).ifPresent(type -> tables.put(type, table));
    }
  }

  /**
   * What a snapshot held.
   *
   * @param view to be given to {@link StateStore#restore}
   */
  public record Restored(StateView view, SnapshotReport report) {}

  /** A restore under way: where tables put their rows. */
  record Load(WriteTxn txn, long lastIndex, SnapshotReport report, Map<String, Long> indexes) {}

  /**
   * Reads a whole snapshot to the end of the stream, a piece at a time: there may be more of it
   * than of memory.
   */
  public static Restored read(InputStream in) throws IOException, DecodeException {
    return new SnapshotReader(in).read();
  }

  private Restored read() throws IOException, DecodeException {
    records.next(0);
    long lastIndex = SnapshotWriter.Header.SHAPE.readPack(records.reader()).lastIndex();
    var report = new SnapshotReport();
    var txn = new WriteTxn(StateView.empty());
    txn.begin(lastIndex);
    var load = new Load(txn, lastIndex, report, new HashMap<>());
    while (records.next(TYPE_BYTES)) {
      record(records.reader().rawByte(), load);
    }
    IndexSnapshot.finish(load);
    return new Restored(new StateView(txn.freeze(), lastIndex, 0), report);
  }

  private void record(int type, Load load) throws DecodeException {
    load.report().record(type);
    var in = records.reader();
    var table = tables.get(type);
    if (table != null) {
      int unknownBefore = in.unknownFields();
      read(table, load);
      if (in.unknownFields() > unknownBefore) {
        reportUnknownKeys(type, table, load.report());
      }
      return;
    }
    in.skip();
    var value = records.value(TYPE_BYTES);
    if (type != SnapshotWriter.CHUNKING || !isEmptyChunking(value)) {
      load.report().unread(type, "no table for this type", value);
    }
  }

  private <T> void read(Table<T> table, Load load) throws DecodeException {
    switch (table.snapshot()) {
      case SnapshotPart.Records<T, ?> part -> load.txn().put(table, row(part));
      case SnapshotPart.Custom<T> part -> part.read(records.reader(), load);
      case SnapshotPart.Within<T> _, SnapshotPart.Derived<T> _ ->
          throw new IllegalStateException("table without records: " + table.name());
    }
  }

  private <T, R> T row(SnapshotPart.Records<T, R> part) throws DecodeException {
    return part.fromRecord().row(part.shape().readPack(records.reader()));
  }

  private static boolean isEmptyChunking(Bytes value) {
    var reader = new PackReader(value.array());
    try {
      boolean empty = true;
      for (int left = reader.mapHeader(); left > 0; left--) {
        reader.skip();
        empty &= isZero(reader);
      }
      return empty;
    } catch (DecodeException _) {
      return false;
    }
  }

  private void reportUnknownKeys(int type, Table<?> table, SnapshotReport report)
      throws DecodeException {
    if (codecOf(table) instanceof Shape<?> shape) {
      var again = new PackReader(records.value(TYPE_BYTES).array());
      unknownKeys(again, shape, "", type, report);
    }
  }

  private static void unknownKeys(
      PackReader in, Shape<?> shape, String path, int type, SnapshotReport report)
      throws DecodeException {
    for (int left = in.mapHeader(); left > 0; left--) {
      var key = in.string();
      var field = shape.field(key);
      if (field.isEmpty()) {
        if (!isZero(in)) {
          report.unknownKey(type, path + key);
        }
      } else if (field.get().codec() instanceof Shape<?> inner
          && in.peek() == PackReader.Kind.MAP) {
        unknownKeys(in, inner, path + key + ".", type, report);
      } else {
        in.skip();
      }
    }
    in.end();
  }

  /** Passes over a value and tells whether it says nothing. */
  private static boolean isZero(PackReader in) throws DecodeException {
    return switch (in.peek()) {
      case NIL -> in.skipNil();
      case BOOL -> !in.bool();
      case INTEGER, FLOAT -> in.float64() == 0;
      case RAW -> in.raw().length == 0;
      case ARRAY -> {
        int length = in.arrayHeader();
        skip(in, length);
        yield length == 0;
      }
      case MAP -> {
        int length = in.mapHeader();
        skip(in, 2 * length);
        yield length == 0;
      }
    };
  }

  private static void skip(PackReader in, int values) throws DecodeException {
    for (int i = 0; i < values; i++) {
      in.skip();
    }
    in.end();
  }

  /** The record type that holds a table, if one does. */
  static Optional<Integer> typeOf(Table<?> table) {
    return switch (table.snapshot()) {
      case SnapshotPart.Records<?, ?> part -> Optional.of(part.type());
      case SnapshotPart.Custom<?> part -> Optional.of(part.type());
      case SnapshotPart.Within<?> _, SnapshotPart.Derived<?> _ -> Optional.empty();
    };
  }

  private static Codec<?> codecOf(Table<?> table) {
    return switch (table.snapshot()) {
      case SnapshotPart.Records<?, ?> part -> part.shape();
      case SnapshotPart.Custom<?> part -> part.codec();
      case SnapshotPart.Within<?> _, SnapshotPart.Derived<?> _ ->
          throw new IllegalStateException("table without records: " + table.name());
    };
  }
}
