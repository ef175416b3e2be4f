package praetor.template.func;

import praetor.template.lang.Value;

/**
 * The order in which Go's yaml.v2 writes keys: truths and numbers by their size, then nil, then
 * texts, in which numbers count by their size and signs come before letters.
 *
 * <p>Source: outputs of consul-template 0.42.1.
 */
final class YamlKeys {
  private YamlKeys() {}

  static int compare(Value first, Value second) {
    var a = first.open();
    var b = second.open();
    int order = Integer.compare(rank(a), rank(b));
    if (order != 0) {
      return order;
    }
    if (a instanceof Value.Text(String x) && b instanceof Value.Text(String y)) {
      return compare(x.codePoints().toArray(), y.codePoints().toArray());
    }
    order = Double.compare(size(a), size(b));
    return order != 0 ? order : Boolean.compare(b instanceof Value.Bool, a instanceof Value.Bool);
  }

  private static int rank(Value key) {
    return switch (key) {
      case Value.Bool _, Value.Int _, Value.Real _ -> 0;
      case Value.Text _ -> 2;
      default -> 1;
    };
  }

  private static double size(Value key) {
    return key instanceof Value.Bool(boolean flag) ? (flag ? 1 : 0) : Numbers.real(key);
  }

  private static int compare(int[] a, int[] b) {
    for (int i = 0; i < a.length && i < b.length; i++) {
      if (a[i] == b[i]) {
        continue;
      }
      boolean letterA = Character.isLetter(a[i]);
      boolean letterB = Character.isLetter(b[i]);
      if (letterA || letterB) {
        return letterA && letterB ? a[i] - b[i] : letterB ? -1 : 1;
      }
      return compareNumbers(a, b, i);
    }
    return a.length - b.length;
  }

  private static int compareNumbers(int[] a, int[] b, int at) {
    // Behind a digit other than zero, a zero is part of the number that began before.
    boolean goesOn = (a[at] == '0' || b[at] == '0') && behindNumber(a, at);
    int endA = end(a, at);
    int endB = end(b, at);
    int order = Long.compare(number(a, at, endA, goesOn), number(b, at, endB, goesOn));
    order = order != 0 ? order : Integer.compare(endA, endB);
    return order != 0 ? order : a[at] - b[at];
  }

  private static boolean behindNumber(int[] text, int at) {
    int before = at - 1;
    while (before >= 0 && text[before] == '0') {
      before--;
    }
    return before >= 0 && Character.isDigit(text[before]);
  }

  private static int end(int[] text, int from) {
    int end = from;
    while (end < text.length && Character.isDigit(text[end])) {
      end++;
    }
    return end;
  }

  private static long number(int[] text, int from, int to, boolean goesOn) {
    long number = goesOn ? 1 : 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + (text[i] - '0');
    }
    return number;
  }
}
