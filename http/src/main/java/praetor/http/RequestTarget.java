package praetor.http;

import java.util.ArrayList;
import java.util.Optional;

/**
 * What a request line names, taken apart by the rules of Go's net/url.
 *
 * <p>All strings hold one byte per char. {@code path} is unescaped; {@code escapedPath} is what
 * routes are matched against: the path as sent when that is a proper encoding, else the path
 * escaped anew.
 *
 * <p>Source: Go's url.ParseRequestURI and URL.EscapedPath; Consul 1.21.4's answers to odd paths.
 */
public record RequestTarget(String path, String escapedPath, String rawQuery) {
  private static final char DELETE = 0x7f;

  /** The target of {@code OPTIONS *}. */
  private static final RequestTarget ASTERISK = new RequestTarget("*", "*", "");

  /**
   * Takes a target apart.
   *
   * @return empty when Go's server would refuse the request line
   */
  public static Optional<RequestTarget> parse(String method, String target) {
    if (target.isEmpty() || hasControls(target)) {
      return Optional.empty();
    }
    if (target.equals("*")) {
      return Optional.of(ASTERISK);
    }
    if (target.charAt(0) == '/') {
      return parsePath(target, 0);
    }
    if (method.equals("CONNECT")) {
      return parseAuthority(target, 0);
    }
    int colon = schemeEnd(target);
    if (colon <= 0) {
      return Optional.empty();
    }
    if (target.startsWith("//", colon + 1)) {
      return parseAuthority(target, colon + 3);
    }
    return target.startsWith("/", colon + 1)
        ? parsePath(target, colon + 1)
        : Optional.of(new RequestTarget("", "", ""));
  }

  /** A path and a query string as a URL, as Go's URL.String writes them. */
  public static String encode(String path, String rawQuery) {
    var escaped = PercentCodec.encodePath(path);
    return rawQuery.isEmpty() ? escaped : escaped + "?" + rawQuery;
  }

  /**
   * The escaped path with each segment unescaped on its own, for comparison with patterns. A slash
   * that was escaped is no separator: it becomes a NUL, which no pattern holds.
   */
  public static String unescapeSegments(String escapedPath) {
    if (escapedPath.indexOf('%') < 0) {
      return escapedPath;
    }
    var segments = new ArrayList<String>();
    for (var segment : escapedPath.split("/", -1)) {
      segments.add(PercentCodec.decode(segment, false).orElse(segment).replace('/', '\0'));
    }
    return String.join("/", segments);
  }

  /**
   * Whether the path holds nothing but what can be printed: letters, marks, numbers, punctuation,
   * symbols and the ASCII blank. Source: Go's unicode.IsPrint; bytes that are no UTF-8 count as the
   * replacement character, a symbol.
   */
  public boolean isPrintable() {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c < ' ' || c >= DELETE) {
        return PercentCodec.utf8(path).codePoints().allMatch(RequestTarget::isPrintable);
      }
    }
    return true;
  }

  private static boolean isPrintable(int codePoint) {
    return codePoint == ' '
        || switch (Character.getType(codePoint)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SPACE_SEPARATOR ->
              false;
          default -> true;
        };
  }

  private static Optional<RequestTarget> parseAuthority(String target, int start) {
    int slash = target.indexOf('/', start);
    int question = target.indexOf('?', start);
    int end = slash < 0 ? target.length() : slash;
    end = question >= 0 && question < end ? question : end;
    for (int i = start; i < end; i++) {
      if (" \"<>\\^`{|}".indexOf(target.charAt(i)) >= 0) {
        return Optional.empty();
      }
    }
    return parsePath(target, end);
  }

  private static Optional<RequestTarget> parsePath(String target, int start) {
    int question = target.indexOf('?', start);
    var raw = target.substring(start, question < 0 ? target.length() : question);
    var query = question < 0 ? "" : target.substring(question + 1);
    boolean plain = true;
    for (int i = 0; i < raw.length() && plain; i++) {
      plain = PercentCodec.isPlainInPath(raw.charAt(i));
    }
    if (plain) {
      return Optional.of(new RequestTarget(raw, raw, query));
    }
    return PercentCodec.decode(raw, false)
        .map(
            path -> {
              boolean proper = PercentCodec.isValidEncodedPath(raw);
              return new RequestTarget(path, proper ? raw : PercentCodec.encodePath(path), query);
            });
  }

  /** Position of the colon that ends a scheme; -1 when the target does not begin with one. */
  private static int schemeEnd(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == ':') {
        return i;
      }
      boolean inner = PercentCodec.isDigit(c) || c == '+' || c == '-' || c == '.';
      if (!PercentCodec.isLetter(c) && !(inner && i > 0)) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean hasControls(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c < 0x20 || c == 0x7f) {
        return true;
      }
    }
    return false;
  }
}
