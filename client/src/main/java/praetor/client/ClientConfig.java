package praetor.client;

import java.util.Optional;

/**
 * What a client needs to know of its agent.
 *
 * @param token sent as {@code X-Consul-Token}
 * @param basicAuth {@code user:password}
 * @param namespace parameter {@code ns} of every call
 * @param partition parameter {@code partition} of every call
 */
public record ClientConfig(
    AgentAddress address,
    TlsOptions tls,
    Optional<String> token,
    Optional<String> basicAuth,
    Optional<String> namespace,
    Optional<String> partition) {

  /** An agent on this machine, nothing special. */
  public static ClientConfig local(int port) {
    return at(new AgentAddress.Tcp(false, "127.0.0.1", port, ""));
  }

  /** An agent anywhere, nothing special. */
  public static ClientConfig at(AgentAddress address) {
    return of(address, Optional.empty());
  }

  /** The agent of this process, reached by a transport that needs no address. */
  public static ClientConfig inProcess(Optional<String> token) {
    return of(new AgentAddress.Unix(""), token);
  }

  private static ClientConfig of(AgentAddress address, Optional<String> token) {
    return new ClientConfig(
        address, TlsOptions.DEFAULT, token, Optional.empty(), Optional.empty(), Optional.empty());
  }

  ClientConfig withToken(String other) {
    return new ClientConfig(address, tls, Optional.of(other), basicAuth, namespace, partition);
  }

  /** Parameters that every call carries. */
  Query query() {
    return Query.NONE.and("ns", namespace).and("partition", partition);
  }
}
