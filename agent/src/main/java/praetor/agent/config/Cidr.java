package praetor.agent.config;

import java.util.List;

/** Networks written as {@code address/bits}. */
final class Cidr {

  private Cidr() {}

  /** The texts that are no network. */
  static List<String> invalid(List<String> texts) {
    return texts.stream().filter(text -> !isValid(text)).toList();
  }

  private static boolean isValid(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !AddressTexts.isIp(text.substring(0, slash))) {
      return false;
    }
    var bits = text.substring(slash + 1);
    int most = text.contains(":") ? 128 : 32;
    return bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= most;
  }
}
