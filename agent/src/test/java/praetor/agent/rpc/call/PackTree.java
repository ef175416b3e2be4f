package praetor.agent.rpc.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.PackReader;

/**
 * MessagePack as plain objects, to compare what records do not hold: maps are sorted, integers are
 * unsigned, what is absent, nil or empty is the same nothing.
 */
public final class PackTree {
  private PackTree() {}

  public static @Nullable Object of(Bytes packed) throws DecodeException {
    return read(new PackReader(packed.array()));
  }

  private static @Nullable Object read(PackReader in) throws DecodeException {
    return switch (in.peek()) {
      case NIL -> in.skipNil() ? null : null;
      case BOOL -> in.bool() ? true : null;
      case INTEGER -> integer(in);
      case FLOAT -> nonZero(in.float64());
      case RAW -> raw(in.raw());
      case ARRAY -> array(in);
      case MAP -> map(in);
    };
  }

  private static @Nullable Object integer(PackReader in) throws DecodeException {
    // A negative number or an unsigned one, whichever it is.
    double number = in.float64();
    return nonZero(number);
  }

  private static @Nullable Object nonZero(double number) {
    return number == 0 ? null : (Object) number;
  }

  private static @Nullable Object raw(byte[] bytes) {
    if (isZeroTime(bytes)) {
      return null;
    }
    if (bytes.length == 15 && bytes[0] == 1 && bytes[13] == 0 && bytes[14] == 0) {
      // An offset of no minutes is UTC.
      bytes[13] = -1;
      bytes[14] = -1;
    }
    return bytes.length == 0 ? null : Bytes.owned(bytes);
  }

  private static boolean isZeroTime(byte[] bytes) {
    if (bytes.length != 15 || bytes[0] != 1) {
      return false;
    }
    for (int i = 1; i < 13; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Object array(PackReader in) throws DecodeException {
    List<@Nullable Object> list = new ArrayList<>();
    int length = in.arrayHeader();
    for (int i = 0; i < length; i++) {
      list.add(read(in));
    }
    in.end();
    return list.isEmpty() ? null : list;
  }

  private static @Nullable Object map(PackReader in) throws DecodeException {
    Map<String, Object> map = new TreeMap<>();
    int length = in.mapHeader();
    for (int i = 0; i < length; i++) {
      var name = in.string();
      var value = read(in);
      if (value != null) {
        map.put(name, value);
      }
    }
    in.end();
    return map.isEmpty() ? null : map;
  }
}
