package praetor.testkit.vectors.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What stands in an expected value for something that differs from run to run: {@code <index:3>}.
 *
 * @param number says which values must be equal; empty where each may be its own
 */
record Placeholder(Kind kind, Optional<Integer> number) {
  private static final String TIME_PATTERN =
      "(?!0001-01-01)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)";
  private static final String UUID_PATTERN =
      "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

  /** A placeholder anywhere in a text. */
  static final Pattern SYNTAX =
      Pattern.compile(
          "<(any|string|number|bool|list|object|time|duration|uuid|index|port|version|float)"
              + "(?::(\\d+))?>");

  /** What a placeholder may stand for, with the pattern that it has inside a text. */
  enum Kind {
    ANY("[\\s\\S]*"),
    STRING("[\\s\\S]*"),
    NUMBER("-?[0-9.e+]+"),
    BOOL(".*"),
    LIST(".*"),
    OBJECT(".*"),
    TIME(TIME_PATTERN),
    DURATION("(?:[0-9.]+(?:ns|µs|us|ms|s|m|h))+"),
    UUID(UUID_PATTERN),
    INDEX("\\d+"),
    PORT("\\d+"),
    VERSION("[0-9A-Za-z.+_-]+"),
    FLOAT("-?[0-9.e+-]+");

    private final String pattern;

    Kind(String pattern) {
      this.pattern = pattern;
    }

    String pattern() {
      return pattern;
    }

    /** Whether a placeholder of this kind may be a whole JSON number. */
    boolean isNumeric() {
      return this == NUMBER || this == INDEX || this == PORT || this == FLOAT;
    }

    /** Whether it stands for any value of one JSON type, of whatever content. */
    boolean isType() {
      return this == STRING || this == BOOL || this == LIST || this == OBJECT;
    }

    boolean isTypeOf(JsonNode value) {
      return switch (this) {
        case STRING -> value.isString();
        case BOOL -> value.isBoolean();
        case LIST -> value.isArray();
        case OBJECT -> value.isObject();
        case ANY -> true;
        case NUMBER, TIME, DURATION, UUID, INDEX, PORT, VERSION, FLOAT -> false;
      };
    }
  }

  /** The placeholder that a match of {@link #SYNTAX} found. */
  static Placeholder of(MatchResult match) {
    return new Placeholder(
        Kind.valueOf(match.group(1).toUpperCase(Locale.ROOT)),
        Optional.ofNullable(match.group(2)).map(Integer::valueOf));
  }

  /**
   * The placeholder that makes up the whole text; empty where there is none or something around it.
   */
  static Optional<Placeholder> whole(String text) {
    var match = SYNTAX.matcher(text);
    return match.matches() ? Optional.of(of(match.toMatchResult())) : Optional.empty();
  }

  @Override
  public String toString() {
    var name = kind.name().toLowerCase(Locale.ROOT);
    return "<" + name + number.map(n -> ":" + n).orElse("") + ">";
  }
}
