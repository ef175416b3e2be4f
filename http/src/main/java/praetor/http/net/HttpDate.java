package praetor.http.net;

import java.time.LocalDate;

/** The date of HTTP: {@code Sun, 06 Nov 1994 08:49:37 GMT}. Source: RFC 9110 section 5.6.7. */
final class HttpDate {
  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int SECONDS_PER_DAY = 86_400;

  private HttpDate() {}

  static String format(long epochSeconds) {
    var day = LocalDate.ofEpochDay(Math.floorDiv(epochSeconds, SECONDS_PER_DAY));
    int second = Math.floorMod(epochSeconds, SECONDS_PER_DAY);
    var out = new StringBuilder(29);
    out.append(DAYS, 3 * day.getDayOfWeek().getValue() - 3, 3 * day.getDayOfWeek().getValue());
    twoDigits(out.append(", "), day.getDayOfMonth()).append(' ');
    out.append(MONTHS, 3 * day.getMonthValue() - 3, 3 * day.getMonthValue()).append(' ');
    out.append(day.getYear()).append(' ');
    twoDigits(out, second / 3_600).append(':');
    twoDigits(out, second / 60 % 60).append(':');
    return twoDigits(out, second % 60).append(" GMT").toString();
  }

  private static StringBuilder twoDigits(StringBuilder out, int number) {
    return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
