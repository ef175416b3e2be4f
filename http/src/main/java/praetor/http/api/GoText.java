package praetor.http.api;

import java.math.BigInteger;
import praetor.http.HttpException;
import praetor.model.codec.GoStrings;

/** Numbers in parameters, with the errors of Go's strconv. */
final class GoText {
  private static final BigInteger UINT64_MAX =
      BigInteger.TWO.pow(Long.SIZE).subtract(BigInteger.ONE);

  private static final String SYNTAX = "invalid syntax";
  private static final String RANGE = "value out of range";

  private GoText() {}

  /**
   * Reads an unsigned 64-bit number.
   *
   * @throws HttpException 500 with the text of strconv.ParseUint, as Consul 1.21.4 answers
   */
  static long parseUint(String text) {
    return parseUint(text, 500, "");
  }

  /**
   * Reads an unsigned 64-bit number.
   *
   * @param lead what comes before the text of strconv.ParseUint in the error
   * @throws HttpException with that status and text
   */
  static long parseUint(String text, int status, String lead) {
    if (text.isEmpty() || !text.chars().allMatch(GoText::isDigit)) {
      throw refusal(status, lead + "strconv.ParseUint", text, SYNTAX);
    }
    if (new BigInteger(text).compareTo(UINT64_MAX) > 0) {
      throw refusal(status, lead + "strconv.ParseUint", text, RANGE);
    }
    return Long.parseUnsignedLong(text);
  }

  /**
   * Reads an integer that may have a sign; one beyond 32 bits is as good as the farthest.
   *
   * @param lead what comes before the text of strconv.Atoi in the error
   * @throws HttpException 400 with that text
   */
  static int parseInt(String text, String lead) {
    return parseInt(text, 400, lead);
  }

  /** The same with another status. */
  static int parseInt(String text, int status, String lead) {
    int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    if (text.length() == start || !text.chars().skip(start).allMatch(GoText::isDigit)) {
      throw refusal(status, lead + "strconv.Atoi", text, SYNTAX);
    }
    var number = new BigInteger(text);
    if (number.bitLength() >= Long.SIZE) {
      throw refusal(status, lead + "strconv.Atoi", text, RANGE);
    }
    return Math.clamp(number.longValue(), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /**
   * Reads a truth value in one of Go's spellings.
   *
   * @param lead what comes before the text of strconv.ParseBool in the error
   * @throws HttpException 400 with that text
   */
  static boolean parseBool(String text, String lead) {
    return parseBool(text, 400, lead);
  }

  /** The same with another status. */
  static boolean parseBool(String text, int status, String lead) {
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> throw refusal(status, lead + "strconv.ParseBool", text, SYNTAX);
    };
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static HttpException refusal(int status, String function, String text, String why) {
    return new HttpException(status, function + ": parsing " + GoStrings.quoted(text) + ": " + why);
  }
}
