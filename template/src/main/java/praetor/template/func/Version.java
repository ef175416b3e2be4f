package praetor.template.func;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import praetor.template.lang.Function;
import praetor.template.lang.GoQuote;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/**
 * A semantic version; missing parts are 0. Source: semver.org 2.0.0.
 *
 * @param original as it was written
 */
record Version(String original, long major, long minor, long patch, String pre, String metadata)
    implements Value.Opaque, Comparable<Version> {
  private static final Pattern FORM =
      Pattern.compile(
          "v?([0-9]{1,18})(?:\\.([0-9]{1,18}))?(?:\\.([0-9]{1,18}))?"
              + "(?:-([0-9A-Za-z\\-]+(?:\\.[0-9A-Za-z\\-]+)*))?"
              + "(?:\\+([0-9A-Za-z\\-]+(?:\\.[0-9A-Za-z\\-]+)*))?");

  static Optional<Version> parse(String text) {
    var match = FORM.matcher(text);
    return match.matches()
        ? Optional.of(
            new Version(
                text,
                Long.parseLong(match.group(1)),
                number(match.group(2)),
                number(match.group(3)),
                Optional.ofNullable(match.group(4)).orElse(""),
                Optional.ofNullable(match.group(5)).orElse("")))
        : Optional.empty();
  }

  private static long number(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  @Override
  public String type() {
    return "*semver.Version";
  }

  @Override
  public String shown() {
    return major
        + "."
        + minor
        + "."
        + patch
        + (pre.isEmpty() ? "" : "-" + pre)
        + (metadata.isEmpty() ? "" : "+" + metadata);
  }

  @Override
  public String syntax() {
    return "&semver.Version{major:0x%x, minor:0x%x, patch:0x%x, pre:%s, metadata:%s, original:%s}"
        .formatted(
            major,
            minor,
            patch,
            GoQuote.text(pre, false),
            GoQuote.text(metadata, false),
            GoQuote.text(original, false));
  }

  @Override
  public Map<String, Function> methods() {
    return Map.of(
        "Major", method("Major", new Value.Int(major, Value.IntKind.UINT64)),
        "Minor", method("Minor", new Value.Int(minor, Value.IntKind.UINT64)),
        "Patch", method("Patch", new Value.Int(patch, Value.IntKind.UINT64)),
        "Prerelease", method("Prerelease", Values.text(pre)),
        "Metadata", method("Metadata", Values.text(metadata)),
        "Original", method("Original", Values.text(original)),
        "String", method("String", Values.text(shown())));
  }

  private static Function method(String name, Value value) {
    return Function.of(name, _ -> value);
  }

  @Override
  public int compareTo(Version other) {
    int order = Long.compare(major, other.major);
    order = order == 0 ? Long.compare(minor, other.minor) : order;
    order = order == 0 ? Long.compare(patch, other.patch) : order;
    if (order != 0 || pre.equals(other.pre)) {
      return order;
    }
    if (pre.isEmpty() || other.pre.isEmpty()) {
      return pre.isEmpty() ? 1 : -1;
    }
    return comparePre(pre.split("\\.", -1), other.pre.split("\\.", -1));
  }

  private static int comparePre(String[] a, String[] b) {
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      boolean x = a[i].matches("[0-9]+");
      boolean y = b[i].matches("[0-9]+");
      int order =
          x && y
              ? new BigInteger(a[i]).compareTo(new BigInteger(b[i]))
              : x ? -1 : y ? 1 : a[i].compareTo(b[i]);
      if (order != 0) {
        return order;
      }
    }
    return a.length - b.length;
  }
}
