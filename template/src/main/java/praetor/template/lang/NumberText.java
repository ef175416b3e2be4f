package praetor.template.lang;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import praetor.model.codec.GoStrings;

/**
 * What an untyped number of a template may stand for.
 *
 * @param unsigned as a uint64
 */
record NumberText(
    Optional<Long> integer,
    Optional<Long> unsigned,
    Optional<Double> real,
    Optional<Value.Complex> complex) {

  private static final BigInteger UINT_MAX = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
  private static final Pattern INTEGER =
      Pattern.compile(
          "([+-]?)(?:0[xX](_?[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*)|0[bB](_?[01]+(?:_[01]+)*)"
              + "|0[oO]?(_?[0-7]+(?:_[0-7]+)*)|(0|[1-9][0-9]*(?:_[0-9]+)*))");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)(?:[eE][+-]?\\d[\\d_]*)?");
  private static final Pattern HEX_FLOAT =
      Pattern.compile(
          "[+-]?0[xX](?:_?[0-9a-fA-F][0-9a-fA-F_]*\\.?[0-9a-fA-F_]*|\\.[0-9a-fA-F_]+)"
              + "[pP][+-]?\\d[\\d_]*");

  /** Underscores stand between digits, or behind the prefix. */
  private static final Pattern STRAY = Pattern.compile("(?<![0-9])_|_(?![0-9])");

  private static final Pattern STRAY_IN_HEX =
      Pattern.compile("(?<![0-9a-fA-FxX])_|_(?![0-9a-fA-F])");

  /** A character constant. */
  static NumberText ofCharacter(int point) {
    return new NumberText(
        Optional.of((long) point),
        Optional.of((long) point),
        Optional.of((double) point),
        Optional.empty());
  }

  /** An integer or a fraction, imaginary with an i behind it. */
  static NumberText parse(String text) throws TemplateException {
    if (text.endsWith("i")) {
      var part = real(text.substring(0, text.length() - 1));
      if (part.isPresent()) {
        return ofComplex(new Value.Complex(0, part.get()));
      }
    }
    var whole = integer(text);
    if (whole.isPresent()) {
      return ofInteger(whole.get());
    }
    var real = real(text);
    if (real.isEmpty()) {
      throw new TemplateException("illegal number syntax: " + GoStrings.quoted(text));
    }
    if (!hasFraction(text)) {
      throw new TemplateException("integer overflow: " + GoStrings.quoted(text));
    }
    var asInteger = real.flatMap(NumberText::whole);
    return new NumberText(asInteger, asInteger.filter(i -> i >= 0), real, Optional.empty());
  }

  /** {@code 1+2i}. */
  static NumberText parseComplex(String text) throws TemplateException {
    for (int i = text.length() - 2; i > 0; i--) {
      char c = text.charAt(i);
      char before = Character.toLowerCase(text.charAt(i - 1));
      if ((c == '+' || c == '-') && before != 'e' && before != 'p') {
        var first = real(text.substring(0, i));
        var second = real(text.substring(i, text.length() - 1));
        if (first.isPresent() && second.isPresent()) {
          return ofComplex(new Value.Complex(first.get(), second.get()));
        }
      }
    }
    throw new TemplateException("syntax error scanning complex number");
  }

  static boolean hasFraction(String text) {
    return text.chars().anyMatch(c -> ".eEpP".indexOf(c) >= 0);
  }

  static boolean isHexInteger(String text) {
    return text.length() > 2
        && text.charAt(0) == '0'
        && (text.charAt(1) == 'x' || text.charAt(1) == 'X')
        && text.indexOf('p') < 0
        && text.indexOf('P') < 0;
  }

  private static NumberText ofComplex(Value.Complex complex) {
    var real = complex.imaginary() == 0 ? Optional.of(complex.real()) : Optional.<Double>empty();
    var whole = real.flatMap(NumberText::whole);
    return new NumberText(whole, whole.filter(i -> i >= 0), real, Optional.of(complex));
  }

  private static NumberText ofInteger(BigInteger whole) throws TemplateException {
    var signed = whole.bitLength() < 64 ? Optional.of(whole.longValue()) : Optional.<Long>empty();
    boolean fits = whole.signum() >= 0 && whole.compareTo(UINT_MAX) <= 0;
    var unsigned = fits ? Optional.of(whole.longValue()) : Optional.<Long>empty();
    if (signed.isEmpty() && unsigned.isEmpty()) {
      throw new TemplateException("integer overflow: \"" + whole + "\"");
    }
    return new NumberText(signed, unsigned, Optional.of(whole.doubleValue()), Optional.empty());
  }

  private static Optional<Long> whole(double f) {
    boolean isWhole = f == Math.rint(f) && Math.abs(f) < 0x1p63;
    return isWhole ? Optional.of((long) f) : Optional.empty();
  }

  private static Optional<BigInteger> integer(String text) {
    var matcher = INTEGER.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int[] bases = {16, 2, 8, 10};
    for (int i = 0; i < bases.length; i++) {
      var digits = Optional.ofNullable(matcher.group(i + 2));
      if (digits.isPresent()) {
        var whole = new BigInteger(digits.get().replace("_", ""), bases[i]);
        return Optional.of("-".equals(matcher.group(1)) ? whole.negate() : whole);
      }
    }
    return Optional.empty();
  }

  private static Optional<Double> real(String text) {
    boolean hex = HEX_FLOAT.matcher(text).matches();
    boolean number = hex || DECIMAL.matcher(text).matches();
    if (!number || (hex ? STRAY_IN_HEX : STRAY).matcher(text).find()) {
      return Optional.empty();
    }
    double real = Double.parseDouble(text.replace("_", ""));
    return Double.isInfinite(real) ? Optional.empty() : Optional.of(real);
  }
}
