package praetor.state.archive;

import java.util.Set;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.PackReader;

/**
 * A number for what a record says: two records that say the same have the same one, two others
 * nearly always different ones. The order of fields says nothing, nor do fields that are empty:
 * versions differ in what they write of those.
 */
public final class RecordHash {
  /** Where a record stands in time. */
  private static final Set<String> INDEXES = Set.of("CreateIndex", "ModifyIndex", "LockIndex");

  /**
   * A number that servers make of a config entry's content, each version in its own way; what users
   * write under that name is text.
   */
  private static final String DERIVED = "Hash";

  private static final long EMPTY = 0;

  private RecordHash() {}

  /**
   * The number of a record.
   *
   * @param value stands at the record's value
   */
  public static long of(int type, PackReader value) throws DecodeException {
    if (type != RecordKind.CONFIG_ENTRY.type()) {
      return of(value);
    }
    var request = new PackReader(value.raw());
    return mixed(of(request), of(request));
  }

  private static long of(PackReader in) throws DecodeException {
    return switch (in.peek()) {
      case NIL -> {
        in.skipNil();
        yield EMPTY;
      }
      case BOOL -> in.bool() ? 1 : EMPTY;
      case INTEGER -> in.isNegative() ? in.integer() : in.unsigned();
      case FLOAT -> {
        double number = in.float64();
        yield number == 0 ? EMPTY : Double.doubleToLongBits(number);
      }
      case RAW -> raw(in.raw());
      case ARRAY -> {
        long hash = EMPTY;
        for (int left = in.arrayHeader(); left > 0; left--) {
          hash = mixed(hash, of(in));
        }
        in.end();
        yield hash;
      }
      case MAP -> map(in);
    };
  }

  private static long map(PackReader in) throws DecodeException {
    long sum = EMPTY;
    for (int left = in.mapHeader(); left > 0; left--) {
      boolean named = in.peek() == PackReader.Kind.RAW;
      var name = named ? in.string() : "";
      long key = named ? raw(Bytes.utf8(name).array()) : of(in);
      boolean derived = name.equals(DERIVED) && in.peek() == PackReader.Kind.INTEGER;
      long value = of(in);
      if (value != EMPTY && !derived && !INDEXES.contains(name)) {
        sum += mixed(key, value);
      }
    }
    in.end();
    return sum;
  }

  private static long raw(byte[] bytes) {
    if (bytes.length == 0) {
      return EMPTY;
    }
    long hash = 0xcbf29ce484222325L;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  /** Source: the last step of SplitMix64. */
  private static long mixed(long hash, long more) {
    long mix = hash * 0x9e3779b97f4a7c15L + more + 1;
    mix = (mix ^ (mix >>> 30)) * 0xbf58476d1ce4e5b9L;
    mix = (mix ^ (mix >>> 27)) * 0x94d049bb133111ebL;
    return mix ^ (mix >>> 31);
  }
}
