package praetor.http.api;

import java.math.BigInteger;
import praetor.http.HttpException;

/** Numbers in parameters, with the errors of Go's strconv. */
final class GoText {
  private static final BigInteger UINT64_MAX =
      BigInteger.TWO.pow(Long.SIZE).subtract(BigInteger.ONE);

  private GoText() {}

  /**
   * Reads an unsigned 64-bit number.
   *
   * @throws HttpException 500 with the text of strconv.ParseUint, as Consul 1.21.4 answers
   */
  static long parseUint(String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw refusal(text, "invalid syntax");
    }
    if (new BigInteger(text).compareTo(UINT64_MAX) > 0) {
      throw refusal(text, "value out of range");
    }
    return Long.parseUnsignedLong(text);
  }

  private static HttpException refusal(String text, String why) {
    return new HttpException(500, "strconv.ParseUint: parsing \"" + text + "\": " + why);
  }
}
