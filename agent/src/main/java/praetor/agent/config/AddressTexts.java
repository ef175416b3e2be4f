package praetor.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import praetor.agent.sockaddr.AddressTemplate;
import praetor.agent.sockaddr.DefaultAddress;
import praetor.agent.sockaddr.TemplateException;

/**
 * Reads address settings: IP addresses separated by blanks, {@code unix://} paths, and templates of
 * {@link AddressTemplate}.
 */
final class AddressTexts {

  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%.*)?");

  private final Host host;
  private final List<String> errors;
  private final List<String> warnings = new ArrayList<>();

  AddressTexts(Host host, List<String> errors) {
    this.host = host;
    this.errors = errors;
  }

  /** What was decided and should be known. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** The IP addresses of a setting; each unreadable one is an error. */
  List<String> all(String key, String text) {
    var addresses = new ArrayList<String>();
    try {
      for (var word : resolved(text)) {
        if (isIp(word) || word.startsWith("unix://")) {
          addresses.add(word);
        } else {
          errors.add(key + ": invalid ip address: " + word);
        }
      }
    } catch (TemplateException refused) {
      var quoted = '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      errors.add(key + ": error parsing " + quoted + ": " + refused.getMessage());
    }
    return addresses;
  }

  /** The one IP address of a setting; an unreadable one is an error. */
  Optional<String> one(String key, String text) {
    return all(key, text).stream().findFirst();
  }

  /** The words of a setting, templates replaced; none when a template cannot be carried out. */
  List<String> words(String text) {
    try {
      return resolved(text);
    } catch (TemplateException _) {
      // Source: Consul 1.21.4 tells of an empty bind_addr, whatever the reason.
      return List.of();
    }
  }

  private List<String> resolved(String text) throws TemplateException {
    var resolved = text.contains("{{") ? AddressTemplate.resolve(text, host.addresses()) : text;
    return resolved.isBlank() ? List.of() : List.of(resolved.strip().split("\\s+", -1));
  }

  /**
   * The address to advertise when the agent listens on all of them: the only private IPv4 address,
   * or the only one where the default route leaves.
   *
   * <p>Source: public agent reference: "the first available private IPv4 address; with more than
   * one, the agent exits with an error". That error is what people met most: the default route
   * decides where it can.
   */
  String advertised(String bind) throws ConfigException {
    if (!isAny(bind)) {
      return bind;
    }
    boolean ipv6 = bind.contains(":");
    var kind = ipv6 ? "public IPv6" : "private IPv4";
    var choice = DefaultAddress.of(ipv6, host.addresses());
    return switch (choice) {
      case DefaultAddress.None() -> throw new ConfigException("No " + kind + " address found");
      case DefaultAddress.Only(var ip) -> ip;
      case DefaultAddress.Preferred(var ip, var candidates) -> {
        warnings.add(
            "Multiple %s addresses found: %s. Advertising %s, the one of the default route; another can be configured with 'bind' or 'advertise'."
                .formatted(kind, listed(candidates), ip));
        yield ip;
      }
      case DefaultAddress.Undecided(var candidates) ->
          throw new ConfigException(
              "Multiple %s addresses found. Please configure one with 'bind' and/or 'advertise'. Found: %s"
                  .formatted(kind, listed(candidates)));
    };
  }

  private static String listed(List<DefaultAddress.Candidate> candidates) {
    return candidates.stream()
        .map(found -> found.ip() + " (" + found.networkInterface() + ")")
        .collect(Collectors.joining(", "));
  }

  static boolean isAny(String address) {
    return address.equals("0.0.0.0") || address.equals("::") || address.equals("[::]");
  }

  static boolean isIp(String text) {
    return IPV4.matcher(text).matches() || IPV6.matcher(text).matches();
  }
}
