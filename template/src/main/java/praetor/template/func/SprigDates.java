package praetor.template.func;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import praetor.model.DecodeException;
import praetor.model.GoDuration;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.Param;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/** sprig's functions for times; those whose result changes from run to run are not defined. */
final class SprigDates {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long MONTH = 30 * DAY;
  private static final long YEAR = 365 * DAY;

  private SprigDates() {}

  static List<Function> all(Surroundings surroundings) {
    var all = new ArrayList<Function>();
    all.add(Function.of("ago", args -> ago(args.getFirst(), surroundings), Param.ANY));
    all.add(Function.of("duration", args -> duration(args.getFirst()), Param.ANY));
    all.add(
        Function.of(
            "durationRound",
            args -> Values.text(rounded(args.getFirst(), surroundings)),
            Param.ANY));
    all.add(Function.of("toDate", SprigDates::toDate, Param.STRING, Param.STRING));
    all.add(
        Function.of(
            "mustToDate",
            args -> new TimeValue(GoTime.parse(Args.text(args, 0), Args.text(args, 1))),
            Param.STRING,
            Param.STRING));
    all.add(Function.of("unixEpoch", SprigDates::unixEpoch, Param.TIME));
    for (var name : List.of("mustDateModify", "must_date_modify")) {
      all.add(Function.of(name, SprigDates::modify, Param.STRING, Param.TIME));
    }
    return all;
  }

  private static Value ago(Value value, Surroundings surroundings) {
    var now = surroundings.clock().instant();
    var then =
        value instanceof TimeValue(var time)
            ? time.toInstant()
            : value instanceof Value.Int(long seconds, var kind) && kind != Value.IntKind.UINT8
                ? java.time.Instant.ofEpochSecond(seconds)
                : now;
    var age = Duration.ofSeconds(Math.round(Duration.between(then, now).toMillis() / 1000.0));
    return Values.text(GoDuration.format(age));
  }

  private static Value duration(Value value) {
    long seconds =
        switch (value.open()) {
          case Value.Text _ -> SprigValues.whole(value);
          case Value.Int(long number, var kind) when kind == Value.IntKind.INT64 -> number;
          default -> 0;
        };
    return Values.text(GoDuration.format(Duration.ofSeconds(seconds)));
  }

  /** The largest unit of a duration, rounded down. */
  private static String rounded(Value value, Surroundings surroundings) {
    long seconds = Math.abs(seconds(value, surroundings));
    if (seconds > YEAR) {
      return seconds / YEAR + "y";
    }
    if (seconds > MONTH) {
      return seconds / MONTH + "mo";
    }
    if (seconds > DAY) {
      return seconds / DAY + "d";
    }
    if (seconds > HOUR) {
      return seconds / HOUR + "h";
    }
    if (seconds > MINUTE) {
      return seconds / MINUTE + "m";
    }
    return seconds > 0 ? seconds + "s" : "0s";
  }

  private static long seconds(Value value, Surroundings surroundings) {
    return switch (value.open()) {
      case Value.Text(String text) -> {
        try {
          yield GoDuration.parse(text).toSeconds();
        } catch (DecodeException wrong) {
          yield 0;
        }
      }
      case Value.Int(long nanos, _) -> nanos / 1_000_000_000;
      case TimeValue(var time) ->
          Duration.between(time.toInstant(), surroundings.clock().instant()).toSeconds();
      default -> 0;
    };
  }

  private static Value toDate(List<Value> args) {
    try {
      return new TimeValue(GoTime.parse(Args.text(args, 0), Args.text(args, 1)));
    } catch (FunctionException wrong) {
      return TimeValue.ZERO;
    }
  }

  private static Value unixEpoch(List<Value> args) {
    return Values.text(
        args.getFirst() instanceof TimeValue(var time)
            ? String.valueOf(time.withOffsetSameInstant(ZoneOffset.UTC).toEpochSecond())
            : "");
  }

  private static Value modify(List<Value> args) throws FunctionException {
    try {
      var by = GoDuration.parse(Args.text(args, 0));
      return args.get(1) instanceof TimeValue(var time)
          ? new TimeValue(time.plus(by))
          : args.get(1);
    } catch (DecodeException wrong) {
      throw new FunctionException(String.valueOf(wrong.getMessage()));
    }
  }
}
