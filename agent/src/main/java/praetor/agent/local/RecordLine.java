package praetor.agent.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32C;
import praetor.model.DecodeException;
import praetor.model.codec.Codecs;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonWriter;
import praetor.model.codec.Shape;

/**
 * A line of a {@link RecordLog}: the CRC-32C of what follows it in hexadecimal, then {@code +} and
 * a record, or {@code -} and the id of one that is forgotten, as JSON.
 *
 * <pre>{@code
 * 5f3a9c01+{"Service":{"ID":"web", ...}}
 * 90b1e477-"web"
 * }</pre>
 */
record RecordLine<T>(Shape<T> shape) {
  private static final int CRC_DIGITS = 8;
  private static final byte PUT = '+';
  private static final byte FORGET = '-';

  /** What a line says: a record that is there, or the id of one that is not. */
  record Said<T>(Optional<T> record, String forgotten) {
    String idBy(Function<T, String> idOf) {
      return record.map(idOf).orElse(forgotten);
    }
  }

  /** A line with its end. */
  byte[] encode(String id, Optional<T> record) {
    var json = record.map(shape::toJson).orElseGet(() -> JsonWriter.compact().value(id).toBytes());
    var line = new byte[CRC_DIGITS + 1 + json.length + 1];
    line[CRC_DIGITS] = record.isPresent() ? PUT : FORGET;
    System.arraycopy(json, 0, line, CRC_DIGITS + 1, json.length);
    var crc = crc(line, CRC_DIGITS, line.length - 1).getBytes(US_ASCII);
    System.arraycopy(crc, 0, line, 0, CRC_DIGITS);
    line[line.length - 1] = '\n';
    return line;
  }

  /** Reads a line without its end; empty when it is damaged. */
  Optional<Said<T>> decode(byte[] bytes, int from, int to) {
    int said = from + CRC_DIGITS;
    if (to < said + 1
        || !crc(bytes, said, to).equals(new String(bytes, from, CRC_DIGITS, US_ASCII))) {
      return Optional.empty();
    }
    var json = Arrays.copyOfRange(bytes, said + 1, to);
    try {
      return Optional.of(
          bytes[said] == PUT
              ? new Said<>(Optional.of(shape.parse(json, JsonPath.lenient())), "")
              : new Said<>(
                  Optional.empty(),
                  Codecs.STRING.readJson(JsonReader.read(json), JsonPath.lenient())));
    } catch (DecodeException e) {
      // Whole, but of a version that wrote other records.
      return Optional.empty();
    }
  }

  private static String crc(byte[] bytes, int from, int to) {
    var crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
