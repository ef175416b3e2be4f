package praetor.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import praetor.model.DecodeException;
import praetor.model.Node;

/** Every record of praetor.model that has a shape, found among the compiled classes. */
final class RecordRoundTripTest {
  private static final long SEED = 4711;
  private static final int TRIES = 300;

  static List<Class<?>> records() throws IOException, ReflectiveOperationException {
    var source = Node.class.getProtectionDomain().getCodeSource().getLocation();
    List<Class<?>> records = new ArrayList<>();
    try (var files = Files.list(Path.of(source.getPath(), "praetor", "model"))) {
      for (var file : files.sorted().toList()) {
        var name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.contains("$") && !name.equals("package-info.class")) {
          var type = Class.forName("praetor.model." + name.replace(".class", ""));
          if (type.isRecord() && hasShape(type)) {
            records.add(type);
          }
        }
      }
    }
    return records;
  }

  private static boolean hasShape(Class<?> type) {
    return List.of(type.getDeclaredFields()).stream().anyMatch(f -> f.getName().equals("SHAPE"));
  }

  @Test
  void findsTheRecords() throws IOException, ReflectiveOperationException {
    assertThat(records()).hasSizeGreaterThanOrEqualTo(22).contains(Node.class);
  }

  @ParameterizedTest
  @MethodSource("records")
  void messagePackKeepsEverything(Class<?> type)
      throws ReflectiveOperationException, DecodeException {
    var shape = shape(type);
    var random = new RandomValues(SEED);
    for (int i = 0; i < TRIES; i++) {
      var before = random.record(type);
      var reader = new PackReader(shape.toPack(cast(before)));
      var after = shape.readPack(reader);
      assertThat(after).as("seed %d, try %d", SEED, i).isEqualTo(before);
      assertThat(reader.hasMore()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void jsonKeepsWhatItShows(Class<?> type) throws ReflectiveOperationException, DecodeException {
    var shape = shape(type);
    var random = new RandomValues(SEED);
    for (int i = 0; i < TRIES; i++) {
      var before = random.record(type);
      var written = shape.toJson(cast(before));
      var after = shape.parse(written, JsonPath.strict());
      assertThat(new String(shape.toJson(after)))
          .as("seed %d, try %d", SEED, i)
          .isEqualTo(new String(written));
      if (hidesNothing(shape)) {
        assertThat(after).as("seed %d, try %d", SEED, i).isEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void onlyDecodeExceptionLeavesDamagedMessagePack(Class<?> type)
      throws ReflectiveOperationException {
    var shape = shape(type);
    var values = new RandomValues(SEED);
    var random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < TRIES * 5; i++) {
      var bytes = shape.toPack(cast(values.record(type)));
      for (int j = random.nextInt(3); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        shape.readPack(new PackReader(bytes));
      } catch (DecodeException e) {
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + SEED + ", try " + i, e);
      }
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @MethodSource("records")
  void nothingReadIsTheZeroRecord(Class<?> type)
      throws ReflectiveOperationException, DecodeException {
    var shape = shape(type);
    assertThat(shape.parseJson("{}".getBytes())).isEqualTo(shape.zero());
    assertThat(shape.parseJson("null".getBytes())).isEqualTo(shape.zero());
    assertThat(shape.readPack(new PackReader(new byte[] {(byte) 0x80}))).isEqualTo(shape.zero());
    assertThat(shape.isEmpty(shape.zero())).isTrue();
  }

  // Free-form JSON and what stands in MessagePack alone do not come back equal.
  private static boolean hidesNothing(Shape<?> shape) {
    return shape.fields().stream()
        .allMatch(
            field -> field.use() != Shape.Use.PACK_ONLY && hidesNothing(field.codec().form()));
  }

  private static boolean hidesNothing(Form form) {
    return switch (form) {
      case Form.Struct(var shape) -> hidesNothing(shape);
      case Form.ListOf(var element) -> hidesNothing(element);
      case Form.MapOf(var value) -> hidesNothing(value);
      case Form.Maybe(var value) -> hidesNothing(value);
      case Form.Text(), Form.Bool(), Form.Int(), Form.Uint(), Form.Real(), Form.Opaque() -> true;
    };
  }

  @SuppressWarnings("unchecked")
  private static Shape<Object> shape(Class<?> type) throws ReflectiveOperationException {
    return (Shape<Object>) type.getDeclaredField("SHAPE").get(null);
  }

  private static Object cast(Object record) {
    return record;
  }
}
