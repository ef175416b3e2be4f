package praetor.template.func;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import praetor.template.lang.Function;
import praetor.template.lang.Param;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/** A moment, as Go's time.Time. */
record TimeValue(OffsetDateTime time) implements Value.Opaque {
  /** Go's zero time. */
  static final TimeValue ZERO =
      new TimeValue(OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));

  @Override
  public String type() {
    return "time.Time";
  }

  @Override
  public String shown() {
    return GoTime.format(time, zone(), "2006-01-02 15:04:05.999999999 -0700 MST");
  }

  @Override
  public String syntax() {
    return "time.Date(%d, time.%s, %d, %d, %d, %d, %d, time.%s)"
        .formatted(
            time.getYear(),
            time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
            time.getDayOfMonth(),
            time.getHour(),
            time.getMinute(),
            time.getSecond(),
            time.getNano(),
            equals(ZERO) ? "UTC" : "Local");
  }

  /** As it stands in documents. Source: RFC 3339. */
  String document() {
    return GoTime.format(time, "Z", "2006-01-02T15:04:05.999999999Z07:00");
  }

  private String zone() {
    return time.getOffset().getTotalSeconds() == 0 ? "UTC" : GoTime.format(time, "", "-0700");
  }

  @Override
  public Map<String, Function> methods() {
    return Map.ofEntries(
        number("Year", time.getYear()),
        number("Day", time.getDayOfMonth()),
        number("YearDay", time.getDayOfYear()),
        number("Hour", time.getHour()),
        number("Minute", time.getMinute()),
        number("Second", time.getSecond()),
        number("Nanosecond", time.getNano()),
        value("Unix", Values.int64(time.toEpochSecond())),
        value("UnixNano", Values.int64(time.toEpochSecond() * 1_000_000_000 + time.getNano())),
        value("Month", name(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH))),
        value("Weekday", name(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH))),
        value("IsZero", Values.bool(equals(ZERO))),
        value("UTC", new TimeValue(time.withOffsetSameInstant(ZoneOffset.UTC))),
        value("String", Values.text(shown())),
        Map.entry(
            "Format",
            Function.of(
                "Format",
                args -> Values.text(GoTime.format(time, zone(), Args.text(args, 0))),
                Param.STRING)));
  }

  private static Value name(String name) {
    return Values.text(name);
  }

  private static Map.Entry<String, Function> number(String name, long number) {
    return value(name, Values.integer(number));
  }

  private static Map.Entry<String, Function> value(String name, Value value) {
    return Map.entry(name, Function.of(name, _ -> value));
  }
}
