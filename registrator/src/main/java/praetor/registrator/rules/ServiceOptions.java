package praetor.registrator.rules;

import java.util.Optional;

/**
 * What the command line says of services.
 *
 * @param host name of this host, the first part of ids
 * @param ip address of services with published ports
 * @param tags for every service, as a template
 * @param internal whether services are reached inside: exposed ports, containers' addresses
 * @param explicit whether only what has a name of its own is registered
 * @param ipFromContainer whether a published port goes with the container's address
 * @param ipLabel label that holds the address
 * @param health whether a container's HEALTHCHECK becomes a check
 */
public record ServiceOptions(
    String host,
    Optional<String> ip,
    String tags,
    boolean internal,
    boolean explicit,
    boolean ipFromContainer,
    Optional<String> ipLabel,
    boolean health) {

  /** Nothing but a host name. */
  public static ServiceOptions of(String host) {
    return new ServiceOptions(
        host, Optional.empty(), "", false, false, false, Optional.empty(), true);
  }
}
