package praetor.state;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import praetor.model.DecodeException;
import praetor.model.codec.Codec;
import praetor.model.codec.PackReader;
import praetor.model.codec.Shape;
import praetor.state.archive.RecordKind;
import praetor.state.archive.RecordStream;

/**
 * Reads the {@code state.bin} of a snapshot into a view, whether Praetor or Consul wrote it. A
 * damaged one is refused with {@link DecodeException} and nothing else. Owned by one thread.
 */
public final class SnapshotReader {
  /** The tables by the type of their records. */
  private static final Map<Integer, Table<?>> TABLES = new HashMap<>();

  static {
    for (var table : Schema.TABLES) {
      typeOf(table).ifPresent(type -> TABLES.put(type, table));
    }
  }

  private SnapshotReader() {}

  /**
   * What a snapshot held.
   *
   * @param view to be given to {@link StateStore#restore}
   */
  public record Restored(StateView view, SnapshotReport report) {}

  /** A restore under way: where tables put their rows. Owned by one thread. */
  static final class Load {
    private final WriteTxn txn = new WriteTxn(StateView.empty());
    private final long lastIndex;
    private final SnapshotReport report = new SnapshotReport();
    private final Map<String, Long> indexes;
    private RecordStream records;

    Load(long lastIndex) {
      this(lastIndex, Map.of());
    }

    /**
     * @param indexes what index records have said so far
     */
    Load(long lastIndex, Map<String, Long> indexes) {
      this.lastIndex = lastIndex;
      this.indexes = new TreeMap<>(indexes);
      this.records = new RecordStream(InputStream.nullInputStream());
      txn.begin(lastIndex);
    }

    WriteTxn txn() {
      return txn;
    }

    long lastIndex() {
      return lastIndex;
    }

    SnapshotReport report() {
      return report;
    }

    Map<String, Long> indexes() {
      return indexes;
    }

    /** Reads records to the end of the stream. */
    void readAll(RecordStream stream) throws IOException, DecodeException {
      records = stream;
      while (records.next()) {
        record();
      }
    }

    /** Reads the record at which a stream stands. */
    void readOne(RecordStream stream) throws DecodeException {
      records = stream;
      record();
    }

    private void record() throws DecodeException {
      int type = records.type();
      report.record(type);
      var table = TABLES.get(type);
      if (table == null) {
        if (type != RecordKind.CHUNKING.type() || !isEmptyChunking(records.again())) {
          keep();
        }
        return;
      }
      var in = records.reader();
      table(table, in);
      if (in.unknownFields() > 0) {
        reportUnknownKeys(type, table, records.again(), report);
      }
    }

    /** Keeps the present record as it is: no table takes it. */
    void keep() {
      int number = report.kept(records.type());
      txn.put(
          ForeignTable.TABLE, new ForeignTable.Foreign(records.type(), number, records.value()));
    }

    private <T> void table(Table<T> table, PackReader in) throws DecodeException {
      switch (table.snapshot()) {
        case SnapshotPart.Records<T, ?> part -> txn.put(table, row(part, in));
        case SnapshotPart.Custom<T> part -> part.read(in, this);
        case SnapshotPart.Foreign<T> _, SnapshotPart.Within<T> _, SnapshotPart.Derived<T> _ ->
            throw withoutRecords(table);
      }
    }

    /** The state as it was read. */
    StateView finish() {
      IndexSnapshot.finish(this);
      return new StateView(txn.freeze(), lastIndex, 0, 0);
    }
  }

  /**
   * Reads a whole snapshot to the end of the stream, a piece at a time: there may be more of it
   * than of memory.
   */
  public static Restored read(InputStream in) throws IOException, DecodeException {
    var records = new RecordStream(in);
    var load = new Load(records.header().lastIndex());
    load.readAll(records);
    return new Restored(load.finish(), load.report());
  }

  private static <T, R> T row(SnapshotPart.Records<T, R> part, PackReader in)
      throws DecodeException {
    return part.fromRecord().row(part.shape().readPack(in));
  }

  private static boolean isEmptyChunking(PackReader reader) {
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

  private static void reportUnknownKeys(
      int type, Table<?> table, PackReader again, SnapshotReport report) throws DecodeException {
    if (codecOf(table) instanceof Shape<?> shape) {
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
      case SnapshotPart.Foreign<?> _, SnapshotPart.Within<?> _, SnapshotPart.Derived<?> _ ->
          Optional.empty();
    };
  }

  private static Codec<?> codecOf(Table<?> table) {
    return switch (table.snapshot()) {
      case SnapshotPart.Records<?, ?> part -> part.shape();
      case SnapshotPart.Custom<?> part -> part.codec();
      case SnapshotPart.Foreign<?> _, SnapshotPart.Within<?> _, SnapshotPart.Derived<?> _ ->
          throw withoutRecords(table);
    };
  }

  private static IllegalStateException withoutRecords(Table<?> table) {
    return new IllegalStateException("table without records: " + table.name());
  }
}
