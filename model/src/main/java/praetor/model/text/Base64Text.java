package praetor.model.text;

import java.util.Optional;

/** Where a base64 text stops being one, counted as Go does. */
public final class Base64Text {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private Base64Text() {}

  /** The place of the first byte that does not fit; empty for good text. */
  public static Optional<Integer> firstFault(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        continue;
      }
      if (c == '=') {
        return padding(text, i, digits % 4);
      }
      if (ALPHABET.indexOf(c) < 0) {
        return Optional.of(i);
      }
      digits++;
    }
    return digits % 4 == 0 ? Optional.empty() : Optional.of(text.length() - digits % 4);
  }

  private static Optional<Integer> padding(String text, int at, int digits) {
    int expected =
        switch (digits) {
          case 2 -> 2;
          case 3 -> 1;
          default -> 0;
        };
    var rest = text.substring(at).replaceAll("[\r\n]", "");
    if (expected == 0) {
      return Optional.of(at);
    }
    if (rest.length() < expected) {
      return Optional.of(text.length());
    }
    return rest.equals("=".repeat(expected)) ? Optional.empty() : Optional.of(at + expected);
  }
}
