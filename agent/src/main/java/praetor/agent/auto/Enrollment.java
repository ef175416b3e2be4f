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
import praetor.model.SystemClock;

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
    var calls = new AnonymousCall(new ServerDialer(rpcTls));
    var contact = new FirstContact(calls, config.node().datacenter(), random, ending);
    if (settings.configures()) {
      var source = new AutoConfig(config, settings, contact);
      var given = source.obtain(SystemClock.INSTANCE);
      return enrolled(tls, source.applied(), settings, new Enrolled(given, source));
    }
    if (settings.encrypts()) {
      var source = new AutoEncrypt(config, settings, contact);
      return enrolled(tls, config, settings, new Enrolled(source.certificate(), source));
    }
    return new Enrollment(tls, config, settings, Optional.empty());
  }

  private static Enrollment enrolled(
      AgentTls tls, AgentConfig config, AutoSettings settings, Enrolled enrolled)
      throws IOException {
    try {
      tls.take(enrolled.given().toTls());
      return new Enrollment(tls, config, settings, Optional.of(enrolled));
    } catch (GeneralSecurityException e) {
      throw FirstContact.unusable(e);
    }
  }

  /** The configuration with what the servers said. */
  public AgentConfig config() {
    return config;
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
