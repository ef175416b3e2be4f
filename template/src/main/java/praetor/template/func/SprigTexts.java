package praetor.template.func;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.zip.Adler32;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoQuote;
import praetor.template.lang.GoText;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.Param;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/** sprig's functions for text. */
final class SprigTexts {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private SprigTexts() {}

  static List<Function> all() {
    var all = new ArrayList<Function>();
    all.add(Function.of("hello", _ -> Values.text("Hello!")));
    all.add(Texts.one("trim", Texts::trimSpace));
    all.add(Texts.two("trimAll", (cut, text) -> Texts.trim(text, cut)));
    all.add(Texts.two("trimall", (cut, text) -> Texts.trim(text, cut)));
    all.add(Texts.two("trimSuffix", Texts::withoutSuffix));
    all.add(Texts.two("trimPrefix", Texts::withoutPrefix));
    all.add(Texts.one("upper", Texts::upper));
    all.add(Texts.one("lower", text -> text.toLowerCase(Locale.ROOT)));
    all.add(Texts.one("title", text -> words(text, Character::toTitleCase)));
    all.add(Texts.one("untitle", text -> words(text, Character::toLowerCase)));
    all.add(Texts.one("swapcase", SprigTexts::swapCase));
    all.add(Texts.one("nospace", text -> without(text)));
    all.add(Texts.one("initials", SprigTexts::initials));
    all.add(Texts.one("snakecase", text -> Words.joined(text, '_')));
    all.add(Texts.one("kebabcase", text -> Words.joined(text, '-')));
    all.add(Texts.one("camelcase", Words::camel));
    all.add(Texts.one("b64enc", text -> Codings.encode(text, false)));
    all.add(Texts.one("b64dec", SprigTexts::decode64));
    all.add(Texts.one("b32enc", SprigTexts::encode32));
    all.add(Texts.one("b32dec", SprigTexts::decode32));
    all.add(Texts.one("sha1sum", text -> Codings.hash("SHA-1", text)));
    all.add(Texts.one("sha256sum", text -> Codings.hash("SHA-256", text)));
    all.add(Texts.one("sha512sum", text -> Codings.hash("SHA-512", text)));
    all.add(Texts.one("adler32sum", SprigTexts::adler32));
    all.add(test("contains", (part, text) -> text.contains(part)));
    all.add(test("hasPrefix", (part, text) -> text.startsWith(part)));
    all.add(test("hasSuffix", (part, text) -> text.endsWith(part)));
    all.add(
        Function.of(
            "repeat",
            args -> repeat(Args.number(args, 0), Args.text(args, 1)),
            Param.INT,
            Param.STRING));
    all.add(Function.of("substr", SprigTexts::substr, Param.INT, Param.INT, Param.STRING));
    all.add(Function.of("trunc", SprigTexts::trunc, Param.INT, Param.STRING));
    all.add(
        Function.of(
            "abbrev",
            args -> Values.text(abbreviated(Args.text(args, 1), 0, Args.size(args, 0))),
            Param.INT,
            Param.STRING));
    all.add(
        Function.of(
            "abbrevboth",
            args ->
                Values.text(
                    abbreviated(Args.text(args, 2), Args.size(args, 0), Args.size(args, 1))),
            Param.INT,
            Param.INT,
            Param.STRING));
    all.add(Function.open("quote", args -> quoted(args, t -> GoQuote.text(t, false)), Param.ANY));
    all.add(Function.open("squote", args -> quoted(args, t -> "'" + t + "'"), Param.ANY));
    all.add(Function.open("cat", args -> quoted(args, t -> t), Param.ANY));
    all.add(indent("indent", ""));
    all.add(indent("nindent", "\n"));
    all.add(
        Function.of(
            "replace",
            args ->
                Values.text(
                    Texts.replaceAll(Args.text(args, 2), Args.text(args, 0), Args.text(args, 1))),
            Param.STRING,
            Param.STRING,
            Param.STRING));
    all.add(
        Function.of(
            "plural",
            args -> args.get(Args.number(args, 2) == 1 ? 0 : 1),
            Param.STRING,
            Param.STRING,
            Param.INT));
    all.add(wrap("wrap", false));
    all.add(wrap("wrapWith", true));
    all.add(
        Function.of(
            "split",
            args -> numbered(Texts.parts(Args.text(args, 1), Args.text(args, 0), -1)),
            Param.STRING,
            Param.STRING));
    all.add(
        Function.of(
            "splitList",
            args -> ListValue.texts(Texts.parts(Args.text(args, 1), Args.text(args, 0), -1)),
            Param.STRING,
            Param.STRING));
    all.add(
        Function.of(
            "splitn",
            args ->
                numbered(Texts.parts(Args.text(args, 2), Args.text(args, 0), Args.size(args, 1))),
            Param.STRING,
            Param.INT,
            Param.STRING));
    all.add(
        Function.of(
            "fail",
            args -> {
              throw new FunctionException(Args.text(args, 0));
            },
            Param.STRING));
    return all;
  }

  private interface Test {
    boolean holds(String part, String text);
  }

  private static Function test(String name, Test test) {
    return Function.of(
        name,
        args -> Values.bool(test.holds(Args.text(args, 0), Args.text(args, 1))),
        Param.STRING,
        Param.STRING);
  }

  /** Changes the first letter of each word; words end at everything but letters and digits. */
  private static String words(String text, IntUnaryOperator change) {
    var changed = new StringBuilder(text.length());
    boolean inWord = false;
    for (int point : text.codePoints().toArray()) {
      changed.appendCodePoint(inWord ? point : change.applyAsInt(point));
      inWord =
          Character.isLetterOrDigit(point)
              || point == '_'
              || point > 0x7f && !Character.isWhitespace(point);
    }
    return changed.toString();
  }

  private static String swapCase(String text) {
    var swapped = new StringBuilder(text.length());
    boolean blank = true;
    for (int each : text.codePoints().toArray()) {
      int point = GoText.isByte(each) ? 0xfffd : each;
      if (Character.isUpperCase(point)) {
        swapped.appendCodePoint(Character.toLowerCase(point));
      } else if (Character.isTitleCase(point)) {
        swapped.appendCodePoint(Character.toLowerCase(point));
      } else if (Character.isLowerCase(point)) {
        swapped.appendCodePoint(
            blank ? Character.toTitleCase(point) : Character.toUpperCase(point));
      } else {
        swapped.appendCodePoint(point);
      }
      blank = Character.isWhitespace(point);
    }
    return swapped.toString();
  }

  private static String without(String text) {
    var rest = new StringBuilder(text.length());
    text.codePoints()
        .filter(point -> !Texts.trimSpace(Character.toString(point)).isEmpty())
        .forEach(rest::appendCodePoint);
    return rest.toString();
  }

  private static String initials(String text) {
    var letters = new StringBuilder();
    boolean inWord = false;
    for (int point : text.codePoints().toArray()) {
      boolean blank = Character.isWhitespace(point);
      if (!blank && !inWord) {
        // Its first byte alone, as sprig takes it.
        letters.append((char) (GoText.bytes(Character.toString(point))[0] & 0xff));
      }
      inWord = !blank;
    }
    return letters.toString();
  }

  /** What is wrong is the result. */
  private static String decode64(String text) {
    try {
      return Codings.decode(text, false);
    } catch (FunctionException wrong) {
      return wrong.getMessage();
    }
  }

  private static String encode32(String text) {
    var bytes = GoText.bytes(text);
    var out = new StringBuilder();
    for (int at = 0; at < bytes.length; at += 5) {
      int count = Math.min(5, bytes.length - at);
      long group = 0;
      for (int i = 0; i < 5; i++) {
        group = group << 8 | (i < count ? bytes[at + i] & 0xff : 0);
      }
      int digits = (count * 8 + 4) / 5;
      for (int i = 0; i < 8; i++) {
        out.append(i < digits ? BASE32.charAt((int) (group >> 35 - 5 * i & 31)) : '=');
      }
    }
    return out.toString();
  }

  private static String decode32(String text) {
    var clean = text.replace("\n", "").replace("\r", "");
    int end = clean.indexOf('=') < 0 ? clean.length() : clean.indexOf('=');
    var bytes = new java.io.ByteArrayOutputStream();
    long group = 0;
    int bits = 0;
    for (int i = 0; i < end; i++) {
      int digit = BASE32.indexOf(clean.charAt(i));
      if (digit < 0) {
        return "illegal base32 data at input byte " + i;
      }
      group = group << 5 | digit;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write((int) (group >> bits & 0xff));
      }
    }
    return clean.length() % 8 == 0
        ? GoText.of(bytes.toByteArray())
        : "illegal base32 data at input byte " + clean.length() / 8 * 8;
  }

  private static String adler32(String text) {
    var sum = new Adler32();
    sum.update(GoText.bytes(text));
    return String.valueOf(sum.getValue());
  }

  private static Value repeat(long count, String text) throws FunctionException {
    if (count < 0) {
      throw new FunctionException("strings: negative Repeat count");
    }
    if (BigInteger.valueOf(count).multiply(BigInteger.valueOf(text.length())).bitLength() > 28) {
      throw new FunctionException("strings: Repeat output length overflow");
    }
    return Values.text(text.repeat((int) count));
  }

  private static Value substr(List<Value> args) throws FunctionException {
    int start = Args.size(args, 0);
    int end = Args.size(args, 1);
    var text = Args.text(args, 2);
    int length = GoText.length(text);
    int from = Math.max(0, start);
    int to = start < 0 ? end : end < 0 || end > length ? length : end;
    if (to < 0 || to > length) {
      throw new FunctionException(
          "runtime error: slice bounds out of range [:"
              + to
              + (to < 0 ? "]" : "] with length " + length));
    }
    if (from > to) {
      throw new FunctionException(
          "runtime error: slice bounds out of range [" + from + ":" + to + "]");
    }
    return Values.text(GoText.slice(text, from, to));
  }

  private static Value trunc(List<Value> args) {
    int count = Args.size(args, 0);
    var text = Args.text(args, 1);
    int length = GoText.length(text);
    if (count < 0 && length + count > 0) {
      return Values.text(GoText.slice(text, length + count, length));
    }
    return Values.text(count >= 0 && length > count ? GoText.slice(text, 0, count) : text);
  }

  /** Source: sprig 3: goutils.AbbreviateFull; widths below 4 or 7 change nothing. */
  private static String abbreviated(String text, int offset, int width) {
    boolean tooSmall = width < 4 || offset > 0 && width < 7;
    if (tooSmall || text.isEmpty() || width >= GoText.length(text)) {
      return text;
    }
    int length = GoText.length(text);
    int from = Math.min(offset, length);
    if (length - from < width - 3) {
      from = length - (width - 3);
    }
    if (from <= 4) {
      return GoText.slice(text, 0, width - 3) + "...";
    }
    if (from + width - 3 < length) {
      return "..." + abbreviated(GoText.slice(text, from, length), 0, width - 3);
    }
    return "..." + GoText.slice(text, length - (width - 3), length);
  }

  private static Value quoted(List<Value> args, Texts.One quote) {
    var parts =
        args.stream()
            .filter(each -> !(each.open() instanceof Value.Nil))
            .map(each -> quote.of(SprigValues.text(each)))
            .toList();
    return Values.text(String.join(" ", parts));
  }

  private static Function indent(String name, String before) {
    return Function.of(
        name,
        args -> {
          if (Args.number(args, 0) < 0) {
            throw new FunctionException("strings: negative Repeat count");
          }
          var margin = " ".repeat(Math.min(Args.size(args, 0), 100_000));
          return Values.text(before + margin + Args.text(args, 1).replace("\n", "\n" + margin));
        },
        Param.INT,
        Param.STRING);
  }

  private static Function wrap(String name, boolean with) {
    Function.Body body =
        args ->
            Values.text(
                GoText.of(
                    bytes(
                        wrapped(
                            Args.size(args, 0),
                            latin(
                                with && !Args.text(args, 1).isEmpty() ? Args.text(args, 1) : "\n"),
                            latin(Args.text(args, with ? 2 : 1)),
                            with))));
    return with
        ? Function.of(name, body, Param.INT, Param.STRING, Param.STRING)
        : Function.of(name, body, Param.INT, Param.STRING);
  }

  /** A character for each byte: sprig counts those. */
  private static String latin(String text) {
    return new String(GoText.bytes(text), StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String wrapped(int width, String lineBreak, String text, boolean splitWords) {
    int most = Math.max(1, width);
    var out = new StringBuilder();
    var rest = text;
    while (rest.length() > most) {
      if (rest.charAt(0) == ' ') {
        rest = rest.substring(1);
        continue;
      }
      int space = rest.lastIndexOf(' ', most);
      int next = rest.indexOf(' ', most);
      if (space >= 0) {
        out.append(rest, 0, space).append(lineBreak);
        rest = rest.substring(space + 1);
      } else if (splitWords) {
        out.append(rest, 0, most).append(lineBreak);
        rest = rest.substring(most);
      } else if (next >= 0) {
        out.append(rest, 0, next).append(lineBreak);
        rest = rest.substring(next + 1);
      } else {
        break;
      }
    }
    return out.append(rest).toString();
  }

  /** Parts under {@code _0}, {@code _1} and so on. */
  private static Value numbered(List<String> parts) {
    var map = new MapValue(MapValue.STRINGS);
    for (int i = 0; i < parts.size(); i++) {
      map.put("_" + i, Values.text(parts.get(i)));
    }
    return map;
  }
}
