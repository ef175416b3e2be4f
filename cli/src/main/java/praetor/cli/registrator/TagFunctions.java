package praetor.cli.registrator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;
import praetor.model.regex.GoRegex;
import praetor.template.func.StandardFunctions;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.Functions;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.Param;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/**
 * The functions of tags: Go's own and those of fayrus' registrator.
 *
 * <p>Source: the usage lines in that program's documentation, and what release 9.2 answers.
 */
final class TagFunctions {
  private static final Logger LOG = LoggerFactory.getLogger(TagFunctions.class);
  private static final Duration HTTP_MAX = Duration.ofSeconds(5);

  /** More than fits into tags. */
  private static final int BODY_MAX_BYTES = 1 << 20;

  static final Functions ALL =
      StandardFunctions.ofGo()
          .and(
              List.of(
                  Function.open("strSlice", TagFunctions::strSlice, Param.STRING, Param.INT),
                  Function.of("sIndex", TagFunctions::sIndex, Param.INT, Param.STRINGS),
                  Function.of("mIndex", TagFunctions::mIndex, Param.STRING, Param.STRING_MAP),
                  Function.of("toUpper", args -> text(upper(args)), Param.STRING),
                  Function.of("toLower", args -> text(lower(args)), Param.STRING),
                  Function.of(
                      "replace",
                      TagFunctions::replace,
                      Param.INT,
                      Param.STRING,
                      Param.STRING,
                      Param.STRING),
                  Function.of("join", TagFunctions::join, Param.STRING, Param.STRINGS),
                  Function.of("split", TagFunctions::split, Param.STRING, Param.STRING),
                  Function.of(
                      "splitIndex",
                      TagFunctions::splitIndex,
                      Param.INT,
                      Param.STRING,
                      Param.STRING),
                  Function.of("httpGet", TagFunctions::httpGet, Param.STRING),
                  Function.of("jsonParse", TagFunctions::jsonParse, Param.BYTES, Param.STRING),
                  Function.of(
                      "matchFirstElement", TagFunctions::matchFirst, Param.STRING, Param.STRINGS),
                  Function.of(
                      "matchAllElements", TagFunctions::matchAll, Param.STRING, Param.STRINGS)));

  private TagFunctions() {}

  private static Value strSlice(List<Value> args) {
    var s = string(args.getFirst());
    int from = args.size() > 1 ? number(args.get(1)) : 0;
    int to = args.size() > 2 ? number(args.get(2)) : s.length();
    if (from < 0 || from > s.length() || to > s.length()) {
      return text(s);
    }
    return text(to < from ? s.substring(from) : s.substring(from, to));
  }

  private static Value sIndex(List<Value> args) throws FunctionException {
    return text(at(number(args.get(0)), strings(args.get(1))));
  }

  /** Negative places count from the end; beyond either end is the element there. */
  private static String at(int place, List<String> list) throws FunctionException {
    if (list.isEmpty()) {
      throw new FunctionException("index of an empty list");
    }
    int from = place < 0 ? list.size() + place : place;
    return list.get(Math.clamp(from, 0, list.size() - 1));
  }

  private static Value mIndex(List<Value> args) {
    return args.get(1) instanceof MapValue map
        ? map.get(string(args.get(0))).orElse(Values.EMPTY)
        : Values.EMPTY;
  }

  private static String upper(List<Value> args) {
    return string(args.getFirst()).toUpperCase(Locale.ROOT);
  }

  private static String lower(List<Value> args) {
    return string(args.getFirst()).toLowerCase(Locale.ROOT);
  }

  /** The first so many, or all for a negative number. */
  private static Value replace(List<Value> args) {
    int left = number(args.get(0));
    var old = string(args.get(1));
    var by = string(args.get(2));
    var s = string(args.get(3));
    if (left < 0 || old.isEmpty()) {
      return text(s.replace(old, by));
    }
    var replaced = new StringBuilder();
    int from = 0;
    for (int at = s.indexOf(old); at >= 0 && left > 0; at = s.indexOf(old, from), left--) {
      replaced.append(s, from, at).append(by);
      from = at + old.length();
    }
    return text(replaced.append(s.substring(from)).toString());
  }

  private static Value join(List<Value> args) {
    return text(String.join(string(args.get(0)), strings(args.get(1))));
  }

  private static Value split(List<Value> args) {
    return ListValue.texts(parts(string(args.get(0)), string(args.get(1))));
  }

  private static Value splitIndex(List<Value> args) throws FunctionException {
    return text(at(number(args.get(0)), parts(string(args.get(1)), string(args.get(2)))));
  }

  private static List<String> parts(String separator, String s) {
    return separator.isEmpty()
        ? s.codePoints().mapToObj(Character::toString).toList()
        : List.of(s.split(java.util.regex.Pattern.quote(separator), -1));
  }

  private static Value matchFirst(List<Value> args) throws FunctionException {
    return text(strings(args.get(1)).stream().filter(matching(args)).findFirst().orElse(""));
  }

  private static Value matchAll(List<Value> args) throws FunctionException {
    return ListValue.texts(
        strings(args.get(1)).stream().filter(matching(args)).collect(Collectors.toList()));
  }

  private static Predicate<String> matching(List<Value> args) throws FunctionException {
    try {
      var pattern = GoRegex.compile(string(args.get(0)));
      return pattern::matches;
    } catch (DecodeException wrong) {
      throw new FunctionException(String.valueOf(wrong.getMessage()));
    }
  }

  /**
   * The bytes at a URL, whatever the status of its answer; none when there is no answer. Tags wait
   * for it, and so does the registrator.
   */
  private static Value httpGet(List<Value> args) {
    var url = string(args.getFirst());
    try {
      var request = HttpRequest.newBuilder(URI.create(url)).timeout(HTTP_MAX).build();
      try (var client = HttpClient.newBuilder().connectTimeout(HTTP_MAX).build()) {
        var answer = client.send(request, BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
          return ListValue.bytes(body.readNBytes(BODY_MAX_BYTES));
        }
      }
    } catch (IOException | IllegalArgumentException failure) {
      LOG.warn("httpGet of a tag's template: {}: {}", url, failure.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return ListValue.bytes(new byte[0]);
  }

  /** A member of a JSON object, others than texts as JSON; empty if it is not there. */
  private static Value jsonParse(List<Value> args) {
    var bytes = args.getFirst() instanceof ListValue list ? list.toBytes() : new byte[0];
    try {
      if (JsonReader.read(bytes) instanceof JsonValue.Obj(var members)) {
        return switch (members.get(string(args.get(1)))) {
          case null -> text("");
          case JsonValue.Str(var text) -> text(text);
          case JsonValue member -> text(JsonWriter.compact().value(member).toText());
        };
      }
    } catch (DecodeException noJson) {
      LOG.warn("jsonParse of a tag's template: {}", noJson.getMessage());
    }
    return text("");
  }

  private static Value text(String text) {
    return Values.text(text);
  }

  private static String string(Value value) {
    return value instanceof Value.Text(String text) ? text : "";
  }

  private static int number(Value value) {
    return value instanceof Value.Int(long number, _)
        ? Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE)
        : 0;
  }

  private static List<String> strings(Value value) {
    return value instanceof ListValue list
        ? list.elements().stream().map(TagFunctions::string).toList()
        : List.of();
  }
}
