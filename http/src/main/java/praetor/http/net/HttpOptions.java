package praetor.http.net;

import java.time.Duration;

/**
 * Limits and sizes of a server.
 *
 * @param eventLoops threads that read, route and write
 * @param maxHeaderBytes request line and headers together ({@code http_config.max_header_bytes}); a
 *     little more is let through, as Go's server does
 * @param maxConnectionsPerClient connections of one IP address ({@code
 *     limits.http_max_conns_per_client}), 0 and less for any number
 * @param maxConnections connections altogether
 * @param headerTimeout from the first byte of a request to the end of its headers, and for each
 *     stall of its body
 * @param idleTimeout how long a connection may wait for its next request
 * @param tlsHandshakeTimeout {@code limits.https_handshake_timeout}; zero waits for ever
 * @param drainTimeout how long {@link HttpServer#close} waits for requests at work
 */
public record HttpOptions(
    int eventLoops,
    int maxHeaderBytes,
    int maxConnectionsPerClient,
    int maxConnections,
    Duration headerTimeout,
    Duration idleTimeout,
    Duration tlsHandshakeTimeout,
    Duration drainTimeout) {
  /** Consul's documented default of limits.http_max_conns_per_client. */
  public static final int DEFAULT_MAX_CONNECTIONS_PER_CLIENT = 200;

  /** Go's DefaultMaxHeaderBytes. */
  public static final int DEFAULT_MAX_HEADER_BYTES = 1 << 20;

  public static HttpOptions defaults() {
    return new HttpOptions(
        2,
        DEFAULT_MAX_HEADER_BYTES,
        DEFAULT_MAX_CONNECTIONS_PER_CLIENT,
        65_536,
        Duration.ofSeconds(30),
        Duration.ofMinutes(15),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5));
  }

  public HttpOptions withEventLoops(int eventLoops) {
    return new HttpOptions(
        eventLoops,
        maxHeaderBytes,
        maxConnectionsPerClient,
        maxConnections,
        headerTimeout,
        idleTimeout,
        tlsHandshakeTimeout,
        drainTimeout);
  }

  public HttpOptions withMaxHeaderBytes(int maxHeaderBytes) {
    return new HttpOptions(
        eventLoops,
        maxHeaderBytes,
        maxConnectionsPerClient,
        maxConnections,
        headerTimeout,
        idleTimeout,
        tlsHandshakeTimeout,
        drainTimeout);
  }

  public HttpOptions withConnectionLimits(int perClient, int altogether) {
    return new HttpOptions(
        eventLoops,
        maxHeaderBytes,
        perClient,
        altogether,
        headerTimeout,
        idleTimeout,
        tlsHandshakeTimeout,
        drainTimeout);
  }

  public HttpOptions withTlsHandshakeTimeout(Duration tlsHandshakeTimeout) {
    return new HttpOptions(
        eventLoops,
        maxHeaderBytes,
        maxConnectionsPerClient,
        maxConnections,
        headerTimeout,
        idleTimeout,
        tlsHandshakeTimeout,
        drainTimeout);
  }

  public HttpOptions withTimeouts(Duration header, Duration idle, Duration drain) {
    return new HttpOptions(
        eventLoops,
        maxHeaderBytes,
        maxConnectionsPerClient,
        maxConnections,
        header,
        idle,
        tlsHandshakeTimeout,
        drain);
  }
}
