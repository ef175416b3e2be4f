package praetor.agent.auto;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import praetor.agent.acl.Caller;
import praetor.agent.config.AgentConfig;
import praetor.agent.rpc.net.AnonymousCall;
import praetor.agent.rpc.net.RpcTls;
import praetor.agent.rpc.net.ServerDialer;
import praetor.agent.servers.Servers;
import praetor.agent.tls.AgentTls;
import praetor.model.Clock;

/**
 * How an agent came to what it got from its servers, if it got anything. Safe for any thread.
 *
 * <p>Its life: {@link #begin} before the agent joins anybody, {@link #keep} when it can ask its
 * servers as a member.
 */
public final class Enrollment {
  private final AgentTls tls;
  private final AgentConfig config;
  private final AutoSettings settings;
  private final Optional<Enrolled> enrolled;

  private record Enrolled(Given given, CertificateSource source) {}

  private Enrollment(
      AgentTls tls, AgentConfig config, AutoSettings settings, Optional<Enrolled> enrolled) {
    this.tls = tls;
    this.config = config;
    this.settings = settings;
    this.enrolled = enrolled;
  }

  /**
   * Gets from the servers what the configuration says they give; waits for them without end.
   *
   * @param rpcTls of connections to servers
   * @param ending asked while it waits: whether the agent is to end
   * @throws IOException one sentence: a setting that cannot be used, or the agent is to end
   */
  public static Enrollment begin(
      AgentConfig config,
      AgentTls tls,
      Supplier<RpcTls> rpcTls,
      RandomGenerator random,
      BooleanSupplier ending)
      throws IOException {
    var settings = AutoSettings.of(config);
    if (!settings.encrypts()) {
      return new Enrollment(tls, config, settings, Optional.empty());
    }
    var calls = new AnonymousCall(new ServerDialer(rpcTls));
    var contact = new FirstContact(calls, config.node().datacenter(), random, ending);
    var source = new AutoEncrypt(config, settings, contact);
    var given = source.certificate();
    try {
      tls.take(given.toTls());
    } catch (GeneralSecurityException e) {
      throw FirstContact.unusable(e);
    }
    return new Enrollment(tls, config, settings, Optional.of(new Enrolled(given, source)));
  }

  /**
   * Keeps on a client what was given, and has a server take what it gives.
   *
   * @param caller the agent, for calls
   * @return ends it
   */
  public Runnable keep(Servers servers, Supplier<Caller> caller, Clock clock) {
    if (enrolled.isPresent()) {
      var node = config.node();
      var keeper =
          new CertificateKeeper(
              enrolled.get().given(),
              new CertificateKeeper.Surroundings(
                  tls, settings, node.datacenter(), node.name(), enrolled.get().source(), clock),
              servers,
              caller);
      return keeper::close;
    }
    return settings.allows() ? MeshTrust.start(tls, servers, caller)::close : () -> {};
  }
}
