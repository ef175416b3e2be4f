package praetor.cli.command;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import praetor.client.GoBool;
import praetor.model.DecodeException;
import praetor.model.GoDuration;

/**
 * The flags of a command, by the rules of Go's {@code flag} package, which differ from those of
 * other parsers: one dash or two, flags end at the first argument or at {@code --}, a bool takes a
 * value only with {@code =}, any other takes the next word.
 *
 * <p>Source: documentation of Go's package flag; texts observed on Consul 1.21.4.
 */
public final class Flags {

  private static final BigInteger UINT_MAX = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
  private static final BigInteger INT_MAX = BigInteger.TWO.pow(63).subtract(BigInteger.ONE);

  private final Map<String, Flag<?>> flags = new TreeMap<>();

  /** A flag that is true when it is there. */
  public Flag<Boolean> bool(String name, String help) {
    return bool(name, false, help);
  }

  /** A flag with a value of its own unless given. */
  public Flag<Boolean> bool(String name, boolean initial, String help) {
    return add(new Flag<>(name, "bool", help, initial, (_, text) -> parseBool(text)));
  }

  /** A text; empty unless given. */
  public Flag<String> text(String name, String help) {
    return text(name, "", help);
  }

  public Flag<String> text(String name, String initial, String help) {
    return add(new Flag<>(name, "string", help, initial, (_, text) -> text));
  }

  /** A text that may be repeated. */
  public Flag<List<String>> texts(String name, String help) {
    return add(
        new Flag<>(
            name,
            "string",
            help,
            List.of(),
            (before, text) -> {
              var all = new ArrayList<>(before);
              all.add(text);
              return List.copyOf(all);
            }));
  }

  /** {@code key=value}, may be repeated. */
  public Flag<Map<String, String>> pairs(String name, String help) {
    return pairs(name, "key=value", '=', help);
  }

  /** {@code key:value}, may be repeated. */
  public Flag<Map<String, String>> colonPairs(String name, String help) {
    return pairs(name, "string", ':', help);
  }

  private Flag<Map<String, String>> pairs(String name, String type, char sign, String help) {
    return add(
        new Flag<>(name, type, help, Map.of(), (before, text) -> withPair(before, text, sign)));
  }

  /** A number from 0 to 2^64 - 1. */
  public Flag<Long> unsigned(String name, String help) {
    return add(new Flag<>(name, "uint", help, 0L, (_, text) -> parseUnsigned(text)));
  }

  /** A whole number. */
  public Flag<Long> integer(String name, long initial, String help) {
    return add(new Flag<>(name, "int", help, initial, (_, text) -> parseInteger(text)));
  }

  /** A duration such as {@code 10s}. */
  public Flag<Duration> duration(String name, Duration initial, String help) {
    return add(new Flag<>(name, "duration", help, initial, (_, text) -> parseDuration(text)));
  }

  /**
   * A whole number of the agent's flags, whose error texts differ.
   *
   * @return empty unless given
   */
  public Flag<Optional<Long>> agentInteger(String name, String help) {
    return add(
        new Flag<>(name, "int", help, Optional.empty(), (_, text) -> Optional.of(parseAtoi(text))));
  }

  /** A bool, empty unless given. */
  public Flag<Optional<Boolean>> maybeBool(String name, String help) {
    return add(
        new Flag<>(
            name, "bool", help, Optional.empty(), (_, text) -> Optional.of(parseBool(text))));
  }

  /** A bool as a text, {@code true} or {@code false}; empty unless given. */
  public Flag<Optional<String>> maybeSwitch(String name, String help) {
    return add(
        new Flag<>(
            name,
            "bool",
            help,
            Optional.empty(),
            (_, text) -> Optional.of(Boolean.toString(parseBool(text)))));
  }

  /** A text, empty unless given; a given one may be empty, too. */
  public Flag<Optional<String>> maybeText(String name, String help) {
    return add(new Flag<>(name, "string", help, Optional.empty(), (_, text) -> Optional.of(text)));
  }

  /** A duration, empty unless given; its error texts differ from {@link #duration}. */
  public Flag<Optional<Duration>> maybeDuration(String name, String help) {
    return add(
        new Flag<>(
            name,
            "duration",
            help,
            Optional.empty(),
            (_, text) -> Optional.of(parseAutopilotDuration(text))));
  }

  /** A whole number from 0, empty unless given; its error texts differ from {@link #unsigned}. */
  public Flag<Optional<Long>> maybeCount(String name, String help) {
    return add(
        new Flag<>(name, "int", help, Optional.empty(), (_, text) -> Optional.of(parseUint(text))));
  }

  private static long parseUint(String text) throws FlagException {
    try {
      return parseUnsigned(text);
    } catch (FlagException refused) {
      var why =
          refused.getMessage().equals("parse error") ? "invalid syntax" : "value out of range";
      throw new FlagException("strconv.ParseUint: parsing \"" + text + "\": " + why);
    }
  }

  private <T> Flag<T> add(Flag<T> flag) {
    flags.put(flag.name(), flag);
    return flag;
  }

  public Collection<Flag<?>> all() {
    return List.copyOf(flags.values());
  }

  /**
   * Reads flags up to the first argument.
   *
   * @return the arguments
   */
  public List<String> parse(List<String> words) throws FlagException {
    int at = 0;
    while (at < words.size()) {
      var word = words.get(at);
      if (word.length() < 2 || word.charAt(0) != '-') {
        break;
      }
      at++;
      if (word.equals("--")) {
        break;
      }
      at += parseOne(word, words.subList(at, words.size()));
    }
    return List.copyOf(words.subList(at, words.size()));
  }

  /** Returns how many of the following words it took. */
  private int parseOne(String word, List<String> following) throws FlagException {
    var body = word.substring(word.startsWith("--") ? 2 : 1);
    if (body.isEmpty() || body.charAt(0) == '-' || body.charAt(0) == '=') {
      throw new FlagException("bad flag syntax: " + word);
    }
    int equals = body.indexOf('=');
    var name = equals < 0 ? body : body.substring(0, equals);
    var flag = flags.get(name);
    if (flag == null) {
      throw new FlagException("flag provided but not defined: -" + name);
    }
    if (equals >= 0) {
      flag.set(body.substring(equals + 1));
      return 0;
    }
    if (flag.isBool()) {
      flag.set("true");
      return 0;
    }
    if (following.isEmpty()) {
      throw new FlagException("flag needs an argument: -" + name);
    }
    flag.set(following.getFirst());
    return 1;
  }

  private static boolean parseBool(String text) throws FlagException {
    return GoBool.parse(text)
        .orElseThrow(
            () -> new FlagException("strconv.ParseBool: parsing \"" + text + "\": invalid syntax"));
  }

  private static long parseUnsigned(String text) throws FlagException {
    if (!text.matches("\\d+")) {
      throw new FlagException("parse error");
    }
    var number = new BigInteger(text);
    if (number.compareTo(UINT_MAX) > 0) {
      throw new FlagException("value out of range");
    }
    return number.longValue();
  }

  private static long parseInteger(String text) throws FlagException {
    if (!text.matches("[+-]?\\d+")) {
      throw new FlagException("parse error");
    }
    var number = new BigInteger(text);
    if (number.abs().compareTo(INT_MAX) > 0) {
      throw new FlagException("value out of range");
    }
    return number.longValue();
  }

  private static long parseAtoi(String text) throws FlagException {
    try {
      return parseInteger(text);
    } catch (FlagException refused) {
      var why =
          refused.getMessage().equals("parse error") ? "invalid syntax" : "value out of range";
      throw new FlagException("strconv.Atoi: parsing \"" + text + "\": " + why);
    }
  }

  private static Duration parseDuration(String text) throws FlagException {
    try {
      return GoDuration.parse(text);
    } catch (DecodeException unreadable) {
      throw new FlagException("parse error");
    }
  }

  private static Duration parseAutopilotDuration(String text) throws FlagException {
    try {
      return GoDuration.parse(text);
    } catch (DecodeException unreadable) {
      throw new FlagException(String.valueOf(unreadable.getMessage()));
    }
  }

  private static Map<String, String> withPair(Map<String, String> before, String text, char sign)
      throws FlagException {
    int at = text.indexOf(sign);
    if (at < 0 && sign == '=') {
      throw new FlagException("Missing \"=\" value in argument: " + text);
    }
    var all = new LinkedHashMap<>(before);
    all.put(at < 0 ? text : text.substring(0, at), at < 0 ? "" : text.substring(at + 1));
    return all;
  }
}
