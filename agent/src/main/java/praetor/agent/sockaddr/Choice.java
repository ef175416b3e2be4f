package praetor.agent.sockaddr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What {@code include} and {@code exclude} select by.
 *
 * <p>Source: documentation of go-sockaddr's templates; texts of Consul 1.21.4.
 */
final class Choice {
  private static final Pattern BAR = Pattern.compile("\\|");

  private Choice() {}

  /** Those that fit, or those that do not; a network after another keeps the order of arguments. */
  static List<IfAddr> select(
      String verb, String selector, String argument, List<IfAddr> from, boolean wanted)
      throws TemplateException {
    var lowered = selector.toLowerCase(Locale.ROOT);
    if (wanted && (lowered.equals("network") || lowered.equals("rfc"))) {
      // One after the other: those of the first network or document come first.
      var chosen = new ArrayList<IfAddr>();
      for (var part : BAR.split(argument, -1)) {
        var fits = predicate(verb, lowered, part);
        from.stream().filter(fits).filter(a -> !chosen.contains(a)).forEach(chosen::add);
      }
      return chosen;
    }
    if (lowered.equals("size")) {
      refuseTooLong(argument, from);
    }
    var fits = predicate(verb, lowered, argument);
    return from.stream().filter(wanted ? fits : fits.negate()).toList();
  }

  private static void refuseTooLong(String argument, List<IfAddr> from) throws TemplateException {
    for (var addr : from) {
      boolean number = argument.matches("\\d{1,9}");
      if (number && Integer.parseInt(argument) > addr.ip().bits()) {
        throw new TemplateException(
            "mask size out of bounds for %s address: %s"
                .formatted(addr.ip().isV4() ? "IPv4" : "IPv6", argument));
      }
    }
  }

  private static Predicate<IfAddr> predicate(String verb, String selector, String argument)
      throws TemplateException {
    return switch (selector) {
      case "address" -> matching(pattern("address", argument), addr -> addr.ip().text());
      case "name" -> matching(pattern("name", argument), IfAddr::name);
      case "flag", "flags" -> flags(argument);
      case "network" -> networks(argument);
      case "port" -> port(argument);
      case "rfc", "rfcs" -> rfcs(argument);
      case "size" -> size(argument);
      case "type" -> type(argument);
      default -> throw new TemplateException("invalid " + verb + " selector \"" + selector + "\"");
    };
  }

  /** A regular expression; what names it in the error text. */
  static Pattern pattern(String what, String expression) throws TemplateException {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new TemplateException(
          "Unable to compile %s regexp \"%s\": error parsing regexp: %s: `%s`"
              .formatted(what, expression, reason(e), expression.substring(Math.max(0, start(e)))));
    }
  }

  private static String reason(PatternSyntaxException e) {
    return e.getDescription().startsWith("Unclosed character class")
        ? "missing closing ]"
        : e.getDescription().toLowerCase(Locale.ROOT);
  }

  private static int start(PatternSyntaxException e) {
    return Math.clamp(e.getIndex(), 0, Math.max(0, e.getPattern().length() - 1));
  }

  private static Predicate<IfAddr> matching(
      Pattern pattern, java.util.function.Function<IfAddr, String> part) {
    return addr -> pattern.matcher(part.apply(addr)).find();
  }

  /** All of the flags; some are of the address, the others of the interface. */
  private static Predicate<IfAddr> flags(String argument) throws TemplateException {
    Predicate<IfAddr> all = _ -> true;
    for (var name : BAR.split(argument.toLowerCase(Locale.ROOT), -1)) {
      all = all.and(flag(name));
    }
    return all;
  }

  private static Predicate<IfAddr> flag(String name) throws TemplateException {
    return switch (name) {
      // Asks for nothing in Consul 1.21.4.
      case "down" -> _ -> true;
      case "forwardable" -> addr -> Rfc.isForwardable(addr.ip());
      case "global unicast" -> addr -> isGlobal(addr.ip());
      case "link-local unicast" -> in("169.254.0.0/16", "fe80::/10");
      case "link-local multicast" -> in("224.0.0.0/24", "ff02::/16");
      case "interface-local multicast" -> in("ff01::/16");
      case "unspecified" -> in("0.0.0.0/32", "::/128");
      default -> {
        if (!IfAddr.FLAGS.contains(name)) {
          throw new TemplateException("Unknown interface flag: \"" + name + "\"");
        }
        yield addr -> addr.flags().contains(name);
      }
    };
  }

  private static boolean isGlobal(IfAddr.Ip ip) {
    return in("0.0.0.0/32", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "255.255.255.255/32")
        .or(in("::/128", "::1/128", "fe80::/10", "ff00::/8"))
        .negate()
        .test(new IfAddr("", ip, java.util.Set.of(), false));
  }

  private static Predicate<IfAddr> in(String... networks) {
    var all = Arrays.stream(networks).map(Rfc::network).toList();
    return addr -> all.stream().anyMatch(network -> network.contains(addr.ip()));
  }

  private static Predicate<IfAddr> networks(String argument) throws TemplateException {
    Predicate<IfAddr> any = _ -> false;
    for (var text : BAR.split(argument, -1)) {
      try {
        var network = Rfc.network(text);
        any = any.or(addr -> network.contains(addr.ip()));
      } catch (IllegalArgumentException unreadable) {
        throw new TemplateException(
            "unable to create an IP address from \"%s\": invalid IPAddr %s".formatted(text, text));
      }
    }
    return any;
  }

  /** Addresses of interfaces have no port, which is port 0. */
  private static Predicate<IfAddr> port(String argument) throws TemplateException {
    var pattern = pattern("port", argument);
    return _ -> pattern.matcher("0").find();
  }

  private static Predicate<IfAddr> rfcs(String argument) throws TemplateException {
    Predicate<IfAddr> any = _ -> false;
    for (var text : BAR.split(argument, -1)) {
      int number = rfc(text);
      any = any.or(addr -> Rfc.holds(number, addr.ip()));
    }
    return any;
  }

  private static int rfc(String text) throws TemplateException {
    var failure = "unable to lookup RFC number \"" + text + "\": ";
    if (!text.matches("\\d{1,9}")) {
      throw new TemplateException(
          failure
              + "unable to parse RFC number \"%s\": strconv.ParseUint: parsing \"%s\": invalid syntax"
                  .formatted(text, text));
    }
    int number = Integer.parseInt(text);
    if (!Rfc.isKnown(number)) {
      throw new TemplateException(failure + "unsupported RFC " + text);
    }
    return number;
  }

  private static Predicate<IfAddr> size(String argument) throws TemplateException {
    if (!argument.matches("\\d{1,9}")) {
      throw new TemplateException(
          "invalid exclude size argument (\"%s\"): strconv.ParseUint: parsing \"%s\": invalid syntax"
              .formatted(argument, argument));
    }
    int length = Integer.parseInt(argument);
    return addr -> addr.ip().prefixLength() == length;
  }

  private static Predicate<IfAddr> type(String argument) throws TemplateException {
    return switch (argument.toLowerCase(Locale.ROOT)) {
      case "ip" -> _ -> true;
      case "ipv4" -> addr -> addr.ip().isV4();
      case "ipv6" -> addr -> !addr.ip().isV4();
      case "unix" -> _ -> false;
      default ->
          throw new TemplateException(
              "unsupported type \"%s\" \"%s\"".formatted(argument, argument));
    };
  }
}
