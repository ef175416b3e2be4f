package praetor.agent.server;

import java.util.Optional;

/** UUIDs as text, with the errors of the library that Consul reads them with. */
final class UuidText {
  private static final int LENGTH = 36;

  private UuidText() {}

  /** Why a text is no UUID; empty when it is one. */
  static Optional<String> problem(String text) {
    if (text.length() != LENGTH) {
      return Optional.of("uuid string is wrong length");
    }
    for (int i = 0; i < LENGTH; i++) {
      if (isDash(i) && text.charAt(i) != '-') {
        return Optional.of("uuid is improperly formatted");
      }
    }
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      if (!isDash(i) && (c >= 0x80 || Character.digit(c, 16) < 0)) {
        return Optional.of(String.format("encoding/hex: invalid byte: U+%04X '%c'", (int) c, c));
      }
    }
    return Optional.empty();
  }

  private static boolean isDash(int position) {
    return position == 8 || position == 13 || position == 18 || position == 23;
  }
}
