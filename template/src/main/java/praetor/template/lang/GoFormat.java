package praetor.template.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import praetor.model.codec.GoStrings;

/**
 * Go's printf and print over template values.
 *
 * <p>Source: documentation of Go's package fmt, "Printing"; outputs of Go 1.26.
 */
public final class GoFormat {
  /** Widths and precisions above that are refused. Source: Go's fmt. */
  private static final int SIZE_MAX = 1_000_000;

  /** Lists within lists; a map may hold itself. */
  private static final int DEPTH_MAX = 100;

  private static final long ADDRESS = 0xc000000000L;

  private final StringBuilder out = new StringBuilder();
  private final List<Value> args;
  private final boolean structByAddress;
  private int arg;
  private boolean reordered;
  private boolean goodIndex;

  private GoFormat(List<Value> args, boolean structByAddress) {
    this.args = args;
    this.structByAddress = structByAddress;
  }

  /** As {@code %v} prints a value. */
  public static String shown(Value value) {
    return value instanceof Value.Text(String text) ? text : shown(value, true);
  }

  /** As an action prints a value: what a pointer points to. */
  static String printed(Value value) {
    return value instanceof Value.Text(String text) ? text : shown(value, false);
  }

  private static String shown(Value value, boolean structByAddress) {
    var format = new GoFormat(List.of(), structByAddress);
    format.value(value.open(), new Spec('v'), 0);
    return format.out.toString();
  }

  /** As {@code fmt.Sprint} does: blanks between two operands that are both no strings. */
  public static String print(List<Value> args) {
    var text = new StringBuilder();
    boolean before = true;
    for (var each : args) {
      boolean isText = each.open() instanceof Value.Text;
      if (!isText && !before) {
        text.append(' ');
      }
      text.append(shown(each));
      before = isText;
    }
    return text.toString();
  }

  /** As {@code fmt.Sprintln} does. */
  public static String println(List<Value> args) {
    return String.join(" ", args.stream().map(GoFormat::shown).toList()) + "\n";
  }

  /** As {@code fmt.Sprintf} does. */
  public static String printf(String format, List<Value> args) {
    var printer = new GoFormat(args, true);
    printer.run(format);
    return printer.out.toString();
  }

  /** Flags, width and precision of a verb. */
  private static final class Spec {
    private int verb;
    private boolean plus;
    private boolean minus;
    private boolean sharp;
    private boolean space;
    private boolean zero;
    private boolean plusV;
    private boolean sharpV;
    private Optional<Integer> width = Optional.empty();
    private Optional<Integer> precision = Optional.empty();

    private Spec(int verb) {
      this.verb = verb;
    }

    private Spec with(int other) {
      var copy = new Spec(other);
      copy.plus = plus;
      copy.minus = minus;
      copy.sharp = sharp;
      copy.space = space;
      copy.zero = zero;
      copy.plusV = plusV;
      copy.sharpV = sharpV;
      copy.width = width;
      copy.precision = precision;
      return copy;
    }

    private Spec withoutSyntax() {
      var copy = with(verb);
      copy.sharpV = false;
      return copy;
    }
  }

  private void run(String format) {
    int at = 0;
    int end = format.length();
    while (at < end) {
      int percent = format.indexOf('%', at);
      if (percent < 0) {
        out.append(format, at, end);
        break;
      }
      out.append(format, at, percent);
      at = verb(format, percent + 1);
    }
    if (!reordered && arg < args.size()) {
      extra();
    }
  }

  private void extra() {
    out.append("%!(EXTRA ");
    for (int i = arg; i < args.size(); i++) {
      var value = args.get(i).open();
      out.append(i > arg ? ", " : "");
      if (value instanceof Value.Nil) {
        out.append("<nil>");
      } else {
        out.append(value.type()).append('=').append(shown(value));
      }
    }
    out.append(')');
  }

  /** Reads and carries out one verb; where the text goes on. */
  private int verb(String format, int from) {
    var spec = new Spec('v');
    int at = flags(format, from, spec);
    goodIndex = true;
    boolean[] afterIndex = {false};
    at = argNumber(format, at, afterIndex);
    at = width(format, at, spec, afterIndex);
    at = precision(format, at, spec, afterIndex);
    if (!afterIndex[0]) {
      at = argNumber(format, at, afterIndex);
    }
    if (at >= format.length()) {
      out.append("%!(NOVERB)");
      return at;
    }
    spec.verb = format.codePointAt(at);
    at += Character.charCount(spec.verb);
    carryOut(spec);
    return at;
  }

  private void carryOut(Spec spec) {
    if (spec.verb == '%') {
      out.append('%');
    } else if (!goodIndex) {
      out.append("%!").appendCodePoint(spec.verb).append("(BADINDEX)");
    } else if (arg >= args.size()) {
      out.append("%!").appendCodePoint(spec.verb).append("(MISSING)");
    } else {
      if (spec.verb == 'v' || spec.verb == 'w') {
        spec.sharpV = spec.sharp;
        spec.plusV = spec.plus;
        spec.sharp = false;
        spec.plus = false;
      }
      value(args.get(arg++).open(), spec, 0);
    }
  }

  private static int flags(String format, int from, Spec spec) {
    for (int at = from; at < format.length(); at++) {
      switch (format.charAt(at)) {
        case '#' -> spec.sharp = true;
        case '0' -> spec.zero = true;
        case '+' -> spec.plus = true;
        case '-' -> spec.minus = true;
        case ' ' -> spec.space = true;
        default -> {
          return at;
        }
      }
    }
    return format.length();
  }

  /** Reads {@code [n]}. */
  private int argNumber(String format, int at, boolean[] found) {
    if (at >= format.length() || format.charAt(at) != '[') {
      found[0] = false;
      return at;
    }
    reordered = true;
    found[0] = true;
    int close = format.indexOf(']', at);
    if (close < 0 || format.length() - at < 3) {
      found[0] = false;
      goodIndex = false;
      return at + 1;
    }
    int end = digits(format, at + 1);
    var number = end == close ? number(format.substring(at + 1, end)) : Optional.<Integer>empty();
    found[0] = number.isPresent();
    int index = number.orElse(0) - 1;
    if (index >= 0 && index < args.size()) {
      arg = index;
    } else {
      goodIndex = false;
    }
    return close + 1;
  }

  private int width(String format, int at, Spec spec, boolean[] afterIndex) {
    if (at < format.length() && format.charAt(at) == '*') {
      var width = intArg();
      if (width.isEmpty()) {
        out.append("%!(BADWIDTH)");
      }
      spec.width = width.map(Math::abs);
      if (width.isPresent() && width.get() < 0) {
        spec.minus = true;
        spec.zero = false;
      }
      afterIndex[0] = false;
      return at + 1;
    }
    int end = digits(format, at);
    if (end > at) {
      spec.width = number(format.substring(at, end));
      if (afterIndex[0] && spec.width.isPresent()) {
        goodIndex = false;
      }
      // As in Go, a crazy size swallows the rest of the format.
      return spec.width.isPresent() ? end : format.length();
    }
    return end;
  }

  private int precision(String format, int from, Spec spec, boolean[] afterIndex) {
    int at = from;
    // A point that nothing follows is taken for the verb.
    if (at + 1 >= format.length() || format.charAt(at) != '.') {
      return at;
    }
    at++;
    if (afterIndex[0]) {
      goodIndex = false;
    }
    at = argNumber(format, at, afterIndex);
    if (at < format.length() && format.charAt(at) == '*') {
      spec.precision = intArg().filter(p -> p >= 0);
      if (spec.precision.isEmpty()) {
        out.append("%!(BADPREC)");
      }
      afterIndex[0] = false;
      return at + 1;
    }
    int end = digits(format, at);
    var size = number(format.substring(at, end));
    spec.precision = Optional.of(size.orElse(0));
    return size.isPresent() || end == at ? end : format.length();
  }

  private Optional<Integer> intArg() {
    if (arg >= args.size()) {
      return Optional.empty();
    }
    return args.get(arg++).open() instanceof Value.Int(long number, var kind)
            && (number >= 0 || !kind.unsigned())
            && Math.abs(number) <= SIZE_MAX
        ? Optional.of((int) number)
        : Optional.empty();
  }

  private static int digits(String format, int from) {
    int at = from;
    while (at < format.length() && isDigit(format.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static Optional<Integer> number(String digits) {
    var size = digits.replaceFirst("^0+(?=.)", "");
    return size.isEmpty() || size.length() > 8
        ? Optional.empty()
        : Optional.of(Integer.parseInt(size)).filter(n -> n / 10 <= SIZE_MAX);
  }

  private void value(Value value, Spec spec, int depth) {
    if (depth > DEPTH_MAX) {
      out.append("...");
      return;
    }
    if (spec.verb == 'T' && depth == 0) {
      pad(value instanceof Value.Nil ? "<nil>" : cut(value.type(), spec), spec);
      return;
    }
    if (value instanceof Value.Nil) {
      nil(spec, depth);
      return;
    }
    switch (value) {
      case Value.Bool(boolean flag) -> bool(flag, value, spec);
      case Value.Int number -> integer(number, spec);
      case Value.Real(double number) -> real(number, value, spec);
      case Value.Complex complex -> complex(complex, spec);
      case Value.Text(String text) -> text(text, value, spec);
      case Value.NilPointer _ -> nilPointer(value, spec);
      case Value.Opaque opaque -> opaque(opaque, spec);
      case ListValue list -> list(list, spec, depth);
      case MapValue map -> map(map, spec, depth);
      case StructValue struct -> struct(struct, spec, depth);
      case Value.Boxed(Value inside) -> value(inside, spec, depth);
      case Value.Nil _ -> nil(spec, depth);
    }
  }

  private void nil(Spec spec, int depth) {
    if (depth > 0) {
      out.append(spec.sharpV ? "interface {}(nil)" : "<nil>");
    } else if (spec.verb == 'v') {
      pad("<nil>", spec);
    } else {
      out.append("%!").appendCodePoint(spec.verb).append("(<nil>)");
    }
  }

  private void nilPointer(Value value, Spec spec) {
    switch (spec.verb) {
      case 'v' -> pad(spec.sharpV ? "(" + value.type() + ")(nil)" : "<nil>", spec);
      case 'b', 'o', 'd', 'x', 'X' -> integer(new Value.Int(0, Value.IntKind.UINT64), spec);
      default -> bad(value, spec);
    }
  }

  private void opaque(Value.Opaque value, Spec spec) {
    boolean texts = "vsxXq".indexOf(spec.verb) >= 0;
    if (spec.sharpV && spec.verb == 'v') {
      out.append(value.syntax());
    } else if (texts) {
      text(structByAddress ? value.shown() : value.printed(), value, spec.withoutSyntax());
    } else {
      bad(value, spec);
    }
  }

  /** {@code %!d(string=x)}. */
  private void bad(Value value, Spec spec) {
    out.append("%!").appendCodePoint(spec.verb).append('(').append(value.type()).append('=');
    value(value, spec.with('v'), 0);
    out.append(')');
  }

  private void bool(boolean flag, Value value, Spec spec) {
    if (spec.verb == 't' || spec.verb == 'v') {
      pad(String.valueOf(flag), spec);
    } else {
      bad(value, spec);
    }
  }

  private void integer(Value.Int value, Spec spec) {
    switch (spec.verb) {
      case 'v' -> {
        if (spec.sharpV && value.kind().unsigned()) {
          digits(value, spec.with('x'), 16, "0x");
        } else {
          digits(value, spec, 10, "");
        }
      }
      case 'd' -> digits(value, spec, 10, "");
      case 'b' -> digits(value, spec, 2, spec.sharp ? "0b" : "");
      case 'o' -> digits(value, spec, 8, spec.sharp ? "0" : "");
      case 'O' -> digits(value, spec, 8, spec.sharp ? "0o0" : "0o");
      case 'x' -> digits(value, spec, 16, spec.sharp ? "0x" : "");
      case 'X' -> digits(value, spec, 16, spec.sharp ? "0X" : "");
      case 'c' -> pad(character(value.number()), spec);
      case 'q' -> pad(quotedCharacter(value.number(), spec), spec);
      case 'U' -> unicode(value.number(), spec);
      default -> bad(value, spec);
    }
  }

  private static String character(long number) {
    boolean valid = number >= 0 && number <= 0x10ffff && (number < 0xd800 || number > 0xdfff);
    return Character.toString(valid ? (int) number : 0xfffd);
  }

  private static String quotedCharacter(long number, Spec spec) {
    return GoQuote.character(character(number).codePointAt(0), spec.plus);
  }

  private void unicode(long number, Spec spec) {
    int least = Math.max(4, spec.precision.orElse(4));
    var hex = Long.toHexString(number).toUpperCase(Locale.ROOT);
    var text = "U+" + "0".repeat(Math.max(0, least - hex.length())) + hex;
    boolean shown =
        spec.sharp && number >= 0 && number <= 0x10ffff && GoStrings.isPrintable((int) number);
    var plain = spec.with('U');
    plain.zero = false;
    pad(shown ? text + " '" + character(number) + "'" : text, plain);
  }

  private void digits(Value.Int value, Spec spec, int base, String prefix) {
    boolean negative = !value.kind().unsigned() && value.number() < 0;
    var size =
        negative
            ? Long.toString(value.number(), base).substring(1)
            : Long.toUnsignedString(value.number(), base);
    var digits = spec.verb == 'X' ? size.toUpperCase(Locale.ROOT) : size;
    if (spec.precision.isPresent() && spec.precision.get() == 0 && value.number() == 0) {
      out.append(" ".repeat(spec.width.orElse(0)));
      return;
    }
    var sign = negative ? "-" : spec.plus ? "+" : spec.space ? " " : "";
    int least = spec.precision.orElse(0);
    if (spec.precision.isEmpty() && spec.zero && !spec.minus && spec.width.isPresent()) {
      least = spec.width.get() - sign.length();
    }
    var zeros = "0".repeat(Math.max(0, least - digits.length()));
    // The sharp sign asks for one zero in front of octal digits.
    boolean leads = prefix.endsWith("0") && (zeros + digits).startsWith("0");
    var begin = leads ? prefix.substring(0, prefix.length() - 1) : prefix;
    var plain = spec.with(spec.verb);
    plain.zero = false;
    pad(sign + begin + zeros + digits, plain);
  }

  private void real(double number, Value value, Spec spec) {
    switch (spec.verb) {
      case 'v', 'g', 'G', 'x', 'X', 'b' ->
          real(number, spec, spec.verb == 'v' ? 'g' : (char) spec.verb, GoFloats.SHORTEST);
      case 'e', 'E', 'f' -> real(number, spec, (char) spec.verb, 6);
      case 'F' -> real(number, spec, 'f', 6);
      default -> bad(value, spec);
    }
  }

  private void real(double number, Spec spec, char verb, int usual) {
    int precision = spec.precision.orElse(usual);
    var text = GoFloats.format(number, verb, precision);
    boolean signed = text.startsWith("-") || text.startsWith("+");
    var digits = signed ? text.substring(1) : text;
    var sign = text.startsWith("-") ? "-" : spec.space && !spec.plus ? " " : "+";
    boolean finite = Double.isFinite(number);
    if (finite && spec.sharp && verb != 'b') {
      digits = sharp(digits, verb, precision);
    }
    boolean showsSign = spec.plus || !sign.equals("+") || Double.isInfinite(number);
    var shown = showsSign ? sign : "";
    if (spec.zero && !spec.minus && finite) {
      int missing = spec.width.orElse(0) - shown.length() - digits.length();
      out.append(shown).append("0".repeat(Math.max(0, missing))).append(digits);
      return;
    }
    var plain = spec.with(spec.verb);
    plain.zero = false;
    pad(shown + digits, plain);
  }

  /** With a point always, and zeros up to the precision for {@code %#g}. */
  private static String sharp(String text, char verb, int precision) {
    boolean hex = verb == 'x' || verb == 'X';
    int exponent = hex ? indexOfAny(text, "pP") : indexOfAny(text, "eE");
    var mantissa = exponent < 0 ? text : text.substring(0, exponent);
    var tail = exponent < 0 ? "" : text.substring(exponent);
    int digits = "gGx".indexOf(verb) < 0 ? 0 : precision == GoFloats.SHORTEST ? 6 : precision;
    var significant = mantissa.replace(".", "").replaceFirst("^0+", "");
    int missing = digits - significant.length() - (mantissa.equals("0") ? 1 : 0);
    var point = mantissa.contains(".") ? "" : ".";
    return mantissa + point + "0".repeat(Math.max(0, missing)) + tail;
  }

  private static int indexOfAny(String text, String signs) {
    for (int i = 0; i < text.length(); i++) {
      if (signs.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private void complex(Value.Complex value, Spec spec) {
    if ("bgGxXfFeEv".indexOf(spec.verb) < 0) {
      bad(value, spec);
      return;
    }
    out.append('(');
    real(value.real(), new Value.Real(value.real()), spec);
    var second = spec.with(spec.verb);
    second.plus = true;
    real(value.imaginary(), new Value.Real(value.imaginary()), second);
    out.append("i)");
  }

  private void text(String text, Value value, Spec spec) {
    switch (spec.verb) {
      case 'v' -> {
        if (spec.sharpV) {
          pad(GoQuote.text(text, false), spec);
        } else {
          pad(cut(text, spec), spec);
        }
      }
      case 's' -> pad(cut(text, spec), spec);
      case 'q' -> {
        var cut = cut(text, spec);
        pad(spec.sharp && canBackquote(cut) ? "`" + cut + "`" : GoQuote.text(cut, spec.plus), spec);
      }
      case 'x', 'X' -> pad(hex(text, spec), spec);
      default -> bad(value, spec);
    }
  }

  private static String cut(String text, Spec spec) {
    int most = spec.precision.orElse(Integer.MAX_VALUE);
    return GoText.runes(text) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most));
  }

  private static boolean canBackquote(String text) {
    return text.chars().noneMatch(c -> c == '`' || c == 0x7f || c < ' ' && c != '\t' || c == 0xfeff)
        && text.chars().noneMatch(GoText::isByte);
  }

  private static String hex(String text, Spec spec) {
    var bytes = GoText.bytes(text);
    int count = Math.min(bytes.length, spec.precision.orElse(Integer.MAX_VALUE));
    var prefix = spec.sharp ? "0x" : "";
    var hex = new StringBuilder(count > 0 ? prefix : "");
    for (int i = 0; i < count; i++) {
      if (spec.space && i > 0) {
        hex.append(' ').append(prefix);
      }
      hex.append("%02x".formatted(bytes[i] & 0xff));
    }
    return spec.verb == 'X' ? hex.toString().toUpperCase(Locale.ROOT) : hex.toString();
  }

  private void list(ListValue list, Spec spec, int depth) {
    if (list.isChannel()) {
      address(list, spec);
      return;
    }
    if (list.isOfBytes() && "sqxX".indexOf(spec.verb) >= 0) {
      text(GoText.of(list.toBytes()), list, spec);
      return;
    }
    if (spec.sharpV) {
      out.append(list.type());
      if (list.isNil()) {
        out.append("(nil)");
        return;
      }
      out.append('{');
      join(list.elements(), spec, depth, ", ");
      out.append('}');
      return;
    }
    out.append('[');
    join(list.elements(), spec, depth, " ");
    out.append(']');
  }

  private void join(List<Value> values, Spec spec, int depth, String separator) {
    for (int i = 0; i < values.size(); i++) {
      out.append(i > 0 ? separator : "");
      value(values.get(i), spec, depth + 1);
    }
  }

  private void map(MapValue map, Spec spec, int depth) {
    out.append(spec.sharpV ? map.type() : "map");
    if (spec.sharpV && map.isNil()) {
      out.append("(nil)");
      return;
    }
    out.append(spec.sharpV ? '{' : '[');
    var entries = new ArrayList<Map.Entry<Value, Value>>(map.entries().entrySet());
    for (int i = 0; i < entries.size(); i++) {
      out.append(i == 0 ? "" : spec.sharpV ? ", " : " ");
      value(entries.get(i).getKey(), spec, depth + 1);
      out.append(':');
      value(entries.get(i).getValue(), spec, depth + 1);
    }
    out.append(spec.sharpV ? '}' : ']');
  }

  /** What has an address, at one that every value has: nobody can rely on it. */
  private void address(Value value, Spec spec) {
    if (spec.verb != 'v') {
      integer(new Value.Int(ADDRESS, Value.IntKind.UINT64), spec);
    } else if (spec.sharpV) {
      out.append('(').append(value.type()).append(")(0x");
      out.append(Long.toHexString(ADDRESS)).append(')');
    } else {
      pad("0x" + Long.toHexString(ADDRESS), spec);
    }
  }

  private void struct(StructValue struct, Spec spec, int depth) {
    boolean pointer = struct.isPointer();
    if (pointer && depth > 0) {
      address(struct, spec);
      return;
    }
    var name = pointer ? struct.type().substring(1) : struct.type();
    out.append(pointer && structByAddress ? "&" : "");
    out.append(spec.sharpV ? name : "").append('{');
    for (int i = 0; i < struct.values().size(); i++) {
      out.append(i == 0 ? "" : spec.sharpV ? ", " : " ");
      if (spec.plusV || spec.sharpV) {
        out.append(struct.shape().fields().get(i)).append(':');
      }
      value(struct.values().get(i), spec, depth + 1);
    }
    out.append('}');
  }

  private void pad(String text, Spec spec) {
    int missing = spec.width.orElse(0) - GoText.runes(text);
    if (missing <= 0) {
      out.append(text);
    } else if (spec.minus) {
      out.append(text).append(" ".repeat(missing));
    } else {
      out.append((spec.zero ? "0" : " ").repeat(missing)).append(text);
    }
  }
}
