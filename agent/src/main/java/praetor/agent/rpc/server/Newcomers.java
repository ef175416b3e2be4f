package praetor.agent.rpc.server;

import java.util.List;

/**
 * What a server gives agents that have no certificate yet. Safe for any thread.
 *
 * <p>Source: answers of Consul 1.21.4 servers with {@code auto_encrypt}.
 */
public interface Newcomers {
  /** Whether they get certificates: {@code auto_encrypt.allow_tls}. */
  boolean certificates();

  /** PEM of the authorities in this server's files. */
  List<String> authorities();

  /** Whether servers' certificates have to carry their names. */
  boolean verifyServerHostname();
}
