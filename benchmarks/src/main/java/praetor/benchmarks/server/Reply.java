package praetor.benchmarks.server;

/**
 * An HTTP answer.
 *
 * @param index {@code X-Consul-Index}; 0 without one
 */
public record Reply(int status, long index, String body) {}
