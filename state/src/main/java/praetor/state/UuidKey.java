package praetor.state;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * How ids become keys where Consul looks them up as UUIDs: 36 characters, of which up to four, at
 * any place, are dashes.
 *
 * <p>Source: answers of Consul 1.21.4 to GET /v1/query/:id.
 */
public final class UuidKey {
  private static final int LENGTH = 36;
  private static final int DASHES_MAX = 4;

  private UuidKey() {}

  /** Why a text cannot be looked up; empty when it can. */
  public static Optional<String> problem(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length != LENGTH) {
      return Optional.of("UUID must be 36 characters");
    }
    long dashes = text.chars().filter(c -> c == '-').count();
    if (dashes > DASHES_MAX) {
      return Optional.of("UUID should have maximum of 4 \"-\"; got " + dashes);
    }
    if ((LENGTH - dashes) % 2 != 0) {
      return Optional.of("Input (without hyphens) must be even length");
    }
    return firstByteOutside(digits(text))
        .map(
            b ->
                String.format(
                    "Invalid UUID: encoding/hex: invalid byte: U+%04X '%c'", b & 0xff, b & 0xff));
  }

  private static Optional<Byte> firstByteOutside(String digits) {
    for (byte b : digits.getBytes(StandardCharsets.UTF_8)) {
      if (b < 0 || Character.digit(b, 16) < 0) {
        return Optional.of(b);
      }
    }
    return Optional.empty();
  }

  private static String digits(String text) {
    return text.replace("-", "").toLowerCase(Locale.ROOT);
  }

  /** The key of an id, whatever its letters and dashes. */
  static byte[] of(String id) {
    return Keys.of(problem(id).isEmpty() ? digits(id) : id);
  }
}
