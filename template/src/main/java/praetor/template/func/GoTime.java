package praetor.template.func;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoQuote;

/**
 * Go's layouts of dates and times: the moment of {@code Mon Jan 2 15:04:05 MST 2006} written as
 * wanted.
 *
 * <p>Source: documentation of Go's package time, "Layout".
 */
final class GoTime {
  static final String RFC3339 = "2006-01-02T15:04:05Z07:00";

  /** Longer ones before those that they begin with. */
  private static final List<String> PARTS =
      List.of(
          "January",
          "Jan",
          "Monday",
          "Mon",
          "MST",
          "2006",
          "-07:00:00",
          "-07:00",
          "-070000",
          "-0700",
          "-07",
          "Z07:00:00",
          "Z07:00",
          "Z070000",
          "Z0700",
          "Z07",
          "__2",
          "002",
          "01",
          "02",
          "03",
          "04",
          "05",
          "06",
          "15",
          "_2",
          "PM",
          "pm",
          "1",
          "2",
          "3",
          "4",
          "5");

  private GoTime() {}

  /** The part of a layout that begins there; empty for plain text. */
  private static String part(String layout, int at) {
    for (var part : PARTS) {
      if (layout.startsWith(part, at) && !isLongerWord(layout, at, part)) {
        return part;
      }
    }
    boolean point = at < layout.length() && (layout.charAt(at) == '.' || layout.charAt(at) == ',');
    int end = at + 1;
    while (point && end < layout.length() && layout.charAt(end) == layout.charAt(at + 1)) {
      end++;
    }
    boolean digits =
        end > at + 1 && point && (layout.charAt(at + 1) == '0' || layout.charAt(at + 1) == '9');
    boolean ends = end >= layout.length() || !Character.isDigit(layout.charAt(end));
    return digits && ends ? layout.substring(at, end) : "";
  }

  /** "Jane" has no month in it, and "_2006" is a year behind an underscore. */
  private static boolean isLongerWord(String layout, int at, String part) {
    int end = at + part.length();
    boolean lower = end < layout.length() && Character.isLowerCase(layout.charAt(end));
    return part.equals("Jan") && lower || part.equals("_2") && layout.startsWith("_2006", at);
  }

  static String format(OffsetDateTime time, String zone, String layout) {
    var text = new StringBuilder();
    int at = 0;
    while (at < layout.length()) {
      var part = part(layout, at);
      if (part.isEmpty()) {
        text.append(layout.charAt(at++));
      } else {
        text.append(shown(time, zone, part));
        at += part.length();
      }
    }
    return text.toString();
  }

  private static String shown(OffsetDateTime time, String zone, String part) {
    int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    return switch (part) {
      case "January" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "Jan" -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH).substring(0, 3);
      case "Monday" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "Mon" ->
          time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH).substring(0, 3);
      case "MST" -> zone;
      case "2006" -> "%04d".formatted(time.getYear());
      case "06" -> "%02d".formatted(Math.floorMod(time.getYear(), 100));
      case "01" -> "%02d".formatted(time.getMonthValue());
      case "1" -> String.valueOf(time.getMonthValue());
      case "02" -> "%02d".formatted(time.getDayOfMonth());
      case "_2" -> "%2d".formatted(time.getDayOfMonth());
      case "2" -> String.valueOf(time.getDayOfMonth());
      case "002" -> "%03d".formatted(time.getDayOfYear());
      case "__2" -> "%3d".formatted(time.getDayOfYear());
      case "15" -> "%02d".formatted(time.getHour());
      case "03" -> "%02d".formatted(hour);
      case "3" -> String.valueOf(hour);
      case "04" -> "%02d".formatted(time.getMinute());
      case "4" -> String.valueOf(time.getMinute());
      case "05" -> "%02d".formatted(time.getSecond());
      case "5" -> String.valueOf(time.getSecond());
      case "PM" -> time.getHour() >= 12 ? "PM" : "AM";
      case "pm" -> time.getHour() >= 12 ? "pm" : "am";
      default ->
          part.startsWith("Z") || part.startsWith("-")
              ? offset(time.getOffset().getTotalSeconds(), part)
              : fraction(time.getNano(), part);
    };
  }

  private static String offset(int seconds, String part) {
    if (part.startsWith("Z") && seconds == 0) {
      return "Z";
    }
    int size = Math.abs(seconds);
    var colon = part.contains(":") ? ":" : "";
    var text = (seconds < 0 ? "-" : "+") + "%02d".formatted(size / 3600);
    int digits = part.replaceAll("[^0]", "").length();
    boolean minutes = part.replaceAll("[^0-9]", "").length() > 2;
    boolean withSeconds = part.replaceAll("[^0-9]", "").length() > 4;
    return text
        + (minutes && digits > 0 ? colon + "%02d".formatted(size / 60 % 60) : "")
        + (withSeconds ? colon + "%02d".formatted(size % 60) : "");
  }

  private static String fraction(int nanos, String part) {
    int digits = part.length() - 1;
    var all = "%09d".formatted(nanos);
    var cut = digits < 9 ? all.substring(0, digits) : all;
    if (part.charAt(1) == '0') {
      return part.charAt(0) + cut;
    }
    var trimmed = cut.replaceAll("0+$", "");
    return trimmed.isEmpty() ? "" : part.charAt(0) + trimmed;
  }

  /** Reads a time without a zone of its own as UTC. */
  static OffsetDateTime parse(String layout, String text) throws FunctionException {
    var reader = new Reader(layout, text);
    return reader.read();
  }

  /** Reads a text along a layout. */
  private static final class Reader {
    private final String layout;
    private final String text;
    private int at;
    private int year;
    private int month = 1;
    private int day = 1;
    private int hour;
    private int minute;
    private int second;
    private boolean afternoon;
    private boolean halfDay;
    private int offsetSeconds;

    private Reader(String layout, String text) {
      this.layout = layout;
      this.text = text;
    }

    private OffsetDateTime read() throws FunctionException {
      int from = 0;
      while (from < layout.length()) {
        var part = part(layout, from);
        if (part.isEmpty()) {
          if (at >= text.length() || text.charAt(at) != layout.charAt(from)) {
            throw error(text.substring(at), layout.substring(from, plainEnd(from)));
          }
          at++;
          from++;
        } else {
          take(part);
          from += part.length();
        }
      }
      if (at < text.length()) {
        throw failed(": extra text: " + GoQuote.text(text.substring(at), false));
      }
      try {
        int full = halfDay ? hour % 12 + (afternoon ? 12 : 0) : hour;
        return LocalDate.of(year, month, day)
            .atTime(full, minute, second)
            .atOffset(ZoneOffset.ofTotalSeconds(offsetSeconds));
      } catch (DateTimeException wrong) {
        throw failed(": day out of range");
      }
    }

    private int plainEnd(int from) {
      int end = from;
      while (end < layout.length() && part(layout, end).isEmpty()) {
        end++;
      }
      return end;
    }

    private void take(String part) throws FunctionException {
      switch (part) {
        case "2006" -> year = number(part, 4, 4);
        case "06" -> {
          int two = number(part, 2, 2);
          year = two >= 69 ? 1900 + two : 2000 + two;
        }
        case "01" -> month = number(part, 2, 2);
        case "1" -> month = number(part, 1, 2);
        case "02" -> day = number(part, 2, 2);
        case "_2", "2" -> {
          at += at < text.length() && text.charAt(at) == ' ' ? 1 : 0;
          day = number(part, 1, 2);
        }
        case "15" -> hour = number(part, 2, 2);
        case "03" -> {
          hour = number(part, 2, 2);
          halfDay = true;
        }
        case "3" -> {
          hour = number(part, 1, 2);
          halfDay = true;
        }
        case "04" -> minute = number(part, 2, 2);
        case "4" -> minute = number(part, 1, 2);
        case "05" -> second = number(part, 2, 2);
        case "5" -> second = number(part, 1, 2);
        case "January", "Jan" -> month = name(part, 12) + 1;
        case "Monday", "Mon" -> name(part, 7);
        case "PM", "pm" -> afternoon = half(part);
        case "MST" -> word(part, "[A-Z]{3,5}");
        default -> offset(part);
      }
    }

    private boolean half(String part) throws FunctionException {
      return word(part, "(?i)[ap]m").toLowerCase(Locale.ROOT).equals("pm");
    }

    private String word(String part, String pattern) throws FunctionException {
      var matcher =
          java.util.regex.Pattern.compile(pattern).matcher(text).region(at, text.length());
      if (!matcher.lookingAt()) {
        throw error(text.substring(at), part);
      }
      at = matcher.end();
      return matcher.group();
    }

    private int name(String part, int count) throws FunctionException {
      boolean full = part.length() > 3;
      for (int i = 0; i < count; i++) {
        var style = full ? TextStyle.FULL : TextStyle.SHORT;
        var name =
            count == 12
                ? java.time.Month.of(i + 1).getDisplayName(style, Locale.ENGLISH)
                : java.time.DayOfWeek.of(i + 1).getDisplayName(style, Locale.ENGLISH);
        var shown = full ? name : name.substring(0, 3);
        if (text.regionMatches(true, at, shown, 0, shown.length())) {
          at += shown.length();
          return i;
        }
      }
      throw error(text.substring(at), part);
    }

    private void offset(String part) throws FunctionException {
      if (part.startsWith(".") || part.startsWith(",")) {
        word(part, "[.,][0-9]+");
        return;
      }
      var shown =
          word(
              part,
              part.startsWith("Z") ? "Z|[-+][0-9]{2}(:?[0-9]{2})*" : "[-+][0-9]{2}(:?[0-9]{2})*");
      if (!shown.equals("Z")) {
        var digits = shown.substring(1).replace(":", "");
        int hours = Integer.parseInt(digits.substring(0, 2));
        int minutes = digits.length() >= 4 ? Integer.parseInt(digits.substring(2, 4)) : 0;
        offsetSeconds =
            Math.min(64_800, hours * 3600 + minutes * 60) * (shown.charAt(0) == '-' ? -1 : 1);
      }
    }

    private int number(String part, int least, int most) throws FunctionException {
      int end = at;
      while (end < text.length() && end - at < most && Character.digit(text.charAt(end), 10) >= 0) {
        end++;
      }
      if (end - at < least) {
        throw error(text.substring(at), part);
      }
      int number = Integer.parseInt(text.substring(at, end));
      at = end;
      return number;
    }

    private FunctionException error(String rest, String part) {
      return failed(
          ": cannot parse " + GoQuote.text(rest, false) + " as " + GoQuote.text(part, false));
    }

    private FunctionException failed(String why) {
      var shown = why.startsWith(": cannot") ? " as " + GoQuote.text(layout, false) + why : why;
      return new FunctionException("parsing time " + GoQuote.text(text, false) + shown);
    }
  }
}
