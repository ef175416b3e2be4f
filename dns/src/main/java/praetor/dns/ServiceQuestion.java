package praetor.dns;

import java.util.Optional;

/**
 * Which instances a name asks for.
 *
 * @param name in lower case
 * @param tag in lower case; only instances with this tag are wanted; none but for {@link
 *     Kind#SERVICE}
 */
public record ServiceQuestion(Kind kind, String name, Optional<String> tag) {
  /** The word in the name. */
  public enum Kind {
    /** {@code NAME.service}: the instances themselves. */
    SERVICE,
    /** {@code NAME.connect}: proxies in front of the service, and instances that speak mesh. */
    CONNECT,
    /** {@code NAME.ingress}: ingress gateways that expose the service. */
    INGRESS
  }
}
