package praetor.model.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import praetor.model.Bytes;

/** Random values of every kind that records hold, from a seed. */
final class RandomValues {
  private static final String[] PIECES = {
    "a",
    "Web",
    "_",
    "-",
    ".",
    " ",
    "\"",
    "\\",
    "<",
    ">",
    "&",
    "\n",
    "\t",
    "\u0000",
    "é",
    "€",
    "\u2028",
    "\ud83d\ude00",
    "\ufffd",
    "ø".repeat(20),
    "x".repeat(40)
  };

  private final Random random;

  RandomValues(long seed) {
    random = new Random(seed);
  }

  JsonValue json(int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> new JsonValue.Str(text());
      case 1 -> new JsonValue.Num(GoNumbers.format(number()));
      case 2 -> new JsonValue.Bool(random.nextBoolean());
      case 3 -> new JsonValue.Null();
      case 4 -> {
        List<JsonValue> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          elements.add(json(depth - 1));
        }
        yield new JsonValue.Arr(elements);
      }
      default -> {
        Map<String, JsonValue> members = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          members.put(text(), json(depth - 1));
        }
        yield new JsonValue.Obj(members);
      }
    };
  }

  String text() {
    var text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** Integers of every size, near the powers of two. */
  long integer() {
    long number = (1L << random.nextInt(64)) + random.nextInt(5) - 2;
    return random.nextBoolean() ? number : -number;
  }

  double number() {
    while (true) {
      double number =
          random.nextBoolean()
              ? random.nextInt(1_000_000) / 64.0
              : Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        return number;
      }
    }
  }

  /** A record with random contents, some of it empty. */
  <R> R record(Class<R> type) throws ReflectiveOperationException {
    var components = type.getRecordComponents();
    var values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = value(components[i].getGenericType());
    }
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return type.getDeclaredConstructor(types).newInstance(values);
  }

  private Object value(Type type) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType generic) {
      return container(generic);
    }
    var plain = (Class<?>) type;
    if (plain == String.class) {
      return text();
    }
    if (plain == Bytes.class) {
      return Bytes.utf8(text());
    }
    if (plain == int.class) {
      return (int) integer();
    }
    if (plain == long.class) {
      return integer();
    }
    if (plain == boolean.class) {
      return random.nextBoolean();
    }
    if (plain == double.class || plain == Double.class) {
      return number();
    }
    if (plain == Duration.class) {
      return Duration.ofNanos(random.nextInt(3) == 0 ? 0 : random.nextLong());
    }
    if (plain == JsonValue.class) {
      return json(2);
    }
    return record(plain);
  }

  private Object container(ParameterizedType type) throws ReflectiveOperationException {
    var arguments = type.getActualTypeArguments();
    int size = random.nextInt(4);
    if (type.getRawType() == Optional.class) {
      return size == 0 ? Optional.empty() : Optional.of(value(arguments[0]));
    }
    if (type.getRawType() == List.class) {
      List<Object> list = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        list.add(value(arguments[0]));
      }
      return list;
    }
    Map<String, Object> map = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      map.put(text(), value(arguments[1]));
    }
    return map;
  }
}
