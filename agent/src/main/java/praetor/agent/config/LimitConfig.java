package praetor.agent.config;

import java.time.Duration;

/**
 * The {@code limits} block.
 *
 * @param kvMaxValueSize bytes of a KV value
 * @param txnMaxReqLen bytes of a transaction's body
 * @param rpcRate requests per second to servers; infinite unless given
 */
public record LimitConfig(
    int httpMaxConnsPerClient,
    Duration httpsHandshakeTimeout,
    long kvMaxValueSize,
    long txnMaxReqLen,
    Duration rpcHandshakeTimeout,
    Duration rpcClientTimeout,
    int rpcMaxConnsPerClient,
    double rpcRate,
    int rpcMaxBurst,
    RequestLimits requests) {

  /**
   * The {@code request_limits} block: RPCs per second of this server.
   *
   * @param readRate infinite unless given
   */
  public record RequestLimits(Mode mode, double readRate, double writeRate) {}

  /** What happens to requests over the limit. */
  public enum Mode {
    DISABLED,
    PERMISSIVE,
    ENFORCING
  }
}
