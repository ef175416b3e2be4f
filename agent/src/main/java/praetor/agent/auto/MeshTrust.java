package praetor.agent.auto;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.acl.Caller;
import praetor.agent.servers.Servers;
import praetor.agent.tls.AgentTls;
import praetor.agent.tls.GivenTls;
import praetor.model.connect.CaRoots;

/** Has a server take the certificates that it gives: those of the mesh's authorities. */
public final class MeshTrust implements RootsWatch.Look, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent.auto_config");
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final AgentTls tls;
  private final RootsWatch watch;

  private MeshTrust(AgentTls tls, Servers servers, Supplier<Caller> caller) {
    this.tls = tls;
    watch = RootsWatch.start(servers, caller, this);
  }

  /**
   * Begins to follow the authorities.
   *
   * @param caller the agent, for calls
   */
  public static MeshTrust start(AgentTls tls, Servers servers, Supplier<Caller> caller) {
    return new MeshTrust(tls, servers, caller);
  }

  @Override
  public void seen(CaRoots roots) {
    try {
      tls.take(new GivenTls(Optional.empty(), Given.authorities(roots), false));
    } catch (GeneralSecurityException e) {
      LOG.error("the authorities of the mesh cannot be read: error={}", e.getMessage());
    }
  }

  @Override
  public void missed() {
    // What was trusted stays so.
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  @Override
  public void close() {
    watch.close();
  }
}
