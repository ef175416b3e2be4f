package praetor.agent.config;

/**
 * TCP and UDP ports; -1 turns a listener off.
 *
 * <p>Source: Consul 1.21.4 defaults; a server has gRPC over TLS on 8503 and {@code -dev} adds 8502.
 */
public record PortConfig(
    int dns, int http, int https, int server, int serfLan, int serfWan, int grpc, int grpcTls) {}
