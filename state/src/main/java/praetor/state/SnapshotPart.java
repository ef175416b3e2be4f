package praetor.state;

import java.io.IOException;
import java.util.function.Function;
import praetor.model.DecodeException;
import praetor.model.codec.Codec;
import praetor.model.codec.PackReader;
import praetor.model.codec.Shape;

/** What a snapshot holds of a table. Every table has one, or the build fails. */
sealed interface SnapshotPart<T> {
  /** One record of a type for each row. */
  record Records<T, R>(
      int type, Shape<R> shape, Function<T, R> toRecord, FromRecord<R, T> fromRecord)
      implements SnapshotPart<T> {}

  /** Rows written among the records of another table. */
  record Within<T>(Table<?> table) implements SnapshotPart<T> {}

  /** Nothing: made again from the other tables. */
  record Derived<T>() implements SnapshotPart<T> {}

  /** Records of all types that no other table has. */
  record Foreign<T>() implements SnapshotPart<T> {}

  /** Records that are not simply rows. */
  non-sealed interface Custom<T> extends SnapshotPart<T> {
    int type();

    /** The codec of a record's value, for reports about keys that it does not know. */
    Codec<?> codec();

    void write(Tables tables, SnapshotWriter out) throws IOException;

    /** Reads one record's value. */
    void read(PackReader in, SnapshotReader.Load load) throws DecodeException;
  }

  /** Makes a row of a record, which may hold nonsense. */
  interface FromRecord<R, T> {
    T row(R value) throws DecodeException;
  }

  static <T> SnapshotPart<T> of(int type, Shape<T> shape) {
    return new Records<>(type, shape, row -> row, row -> row);
  }

  static <T, R> SnapshotPart<T> of(
      int type, Shape<R> shape, Function<T, R> toRecord, FromRecord<R, T> fromRecord) {
    return new Records<>(type, shape, toRecord, fromRecord);
  }

  static <T> SnapshotPart<T> within(Table<?> table) {
    return new Within<>(table);
  }

  static <T> SnapshotPart<T> derived() {
    return new Derived<>();
  }

  static <T> SnapshotPart<T> foreign() {
    return new Foreign<>();
  }
}
