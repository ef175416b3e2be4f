package praetor.agent.role;

import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import praetor.agent.rpc.net.RpcTls;
import praetor.agent.tls.AgentTls;
import praetor.agent.tls.ProtocolTls;

/**
 * TLS of the server port, {@code tls.internal_rpc}, as the agent's certificates are now: contexts
 * are made once for each reload. Safe for any thread.
 */
public final class PortTls implements Supplier<RpcTls> {
  private final AgentTls certificates;
  private final String domain;
  private volatile @Nullable Known known;

  private record Known(ProtocolTls of, RpcTls tls) {}

  /**
   * @param domain in the names of servers' certificates, such as {@code consul}
   */
  public PortTls(AgentTls certificates, String domain) {
    this.certificates = certificates;
    this.domain = domain;
  }

  @Override
  public RpcTls get() {
    var now = certificates.internalRpc();
    var before = known;
    if (before != null && before.of().equals(now)) {
      return before.tls();
    }
    var tls = made(now);
    known = new Known(now, tls);
    return tls;
  }

  private RpcTls made(ProtocolTls protocol) {
    var rules = protocol.rules();
    var material = protocol.material();
    try {
      return new RpcTls(
          material.identity().isPresent()
              ? Optional.of(protocol.serverContext())
              : Optional.empty(),
          Optional.of(protocol.clientContext()),
          rules.protocols(),
          rules.suites(),
          rules.verifyIncoming(),
          rules.verifyOutgoing(),
          rules.verifyServerHostname(),
          domain);
    } catch (GeneralSecurityException e) {
      // The files were read and checked: only a broken runtime comes here.
      throw new IllegalStateException("TLS of the server port cannot be set up", e);
    }
  }
}
