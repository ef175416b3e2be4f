package praetor.agent.auto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.config.AgentConfig;
import praetor.agent.config.JoinConfig;
import praetor.agent.disk.SafeFiles;
import praetor.agent.rpc.call.AutoConfigCalls;
import praetor.agent.rpc.call.AutoConfigCalls.Introduction;
import praetor.agent.rpc.call.AutoConfigCalls.Told;
import praetor.agent.rpc.call.AutoConfigCalls.Welcome;
import praetor.model.Clock;
import praetor.model.DecodeException;
import praetor.model.connect.IssuedCert;
import praetor.model.connect.SpiffeId;

/**
 * {@code auto_config.enabled}: asks {@code server_addresses} for a configuration and a certificate
 * with a token that introduces this agent. What came is kept in the data directory and used again
 * as long as the certificate is valid.
 */
final class AutoConfig implements CertificateSource {
  private static final Logger LOG = LoggerFactory.getLogger("agent.auto_config");
  private static final String COMPLAINT =
      "No server successfully responded to the auto-config request";

  /** Source: the variable that Consul 1.21.4 names. */
  static final String TOKEN_VARIABLE = "CONSUL_INTRO_TOKEN";

  private final AgentConfig config;
  private final AutoSettings settings;
  private final FirstContact contact;
  private final Optional<Path> file;
  private Told told = Told.SHAPE.zero();

  AutoConfig(AgentConfig config, AutoSettings settings, FirstContact contact) {
    this.config = config;
    this.settings = settings;
    this.contact = contact;
    file = config.dataDir().map(folder -> folder.resolve("auto-config.json"));
  }

  /**
   * What was kept, or what a server says; asks until one does.
   *
   * @throws IOException the agent is to end before
   */
  Given obtain(Clock clock) throws IOException {
    var known = kept().filter(welcome -> !given(welcome).isOver(clock.now()));
    if (known.isPresent()) {
      told = known.get().told();
      return given(known.get());
    }
    LOG.info("retrieving initial agent auto configuration remotely");
    try {
      var request = request();
      var welcome = complete(request, contact.ask(question(request)));
      told = welcome.told();
      var given = given(welcome);
      keep(given);
      return given;
    } catch (GeneralSecurityException e) {
      throw FirstContact.unusable(e);
    }
  }

  /** The configuration with what the servers said. */
  AgentConfig applied() {
    var join = config.join();
    var addresses = new LinkedHashSet<>(join.retryJoin());
    addresses.addAll(told.retryJoin());
    boolean keyed = !told.gossipKey().isEmpty();
    return config.withJoin(
        new JoinConfig(
            List.copyOf(addresses),
            join.retryJoinWan(),
            join.retryInterval(),
            join.retryIntervalWan(),
            join.retryMax(),
            join.retryMaxWan(),
            join.rejoinAfterLeave(),
            keyed ? Optional.of(told.gossipKey()) : join.encryptKey(),
            keyed ? told.verifyIncomingGossip() : join.encryptVerifyIncoming(),
            keyed ? told.verifyOutgoingGossip() : join.encryptVerifyOutgoing(),
            join.keyringFile()));
  }

  @Override
  public Optional<Given> again() throws GeneralSecurityException, IOException {
    var request = request();
    return contact.round(question(request)).map(answer -> given(complete(request, answer)));
  }

  private AgentRequest request() throws GeneralSecurityException {
    var node = config.node();
    return AgentRequest.create(
        new SpiffeId.Agent(SpiffeId.Agent.UNKNOWN_DOMAIN, node.datacenter(), node.name()),
        settings);
  }

  private FirstContact.Question<Introduction, Welcome> question(AgentRequest request)
      throws IOException {
    var node = config.node();
    var introduction =
        new Introduction(node.datacenter(), node.name(), "", "", token(), request.pem());
    var servers = new ArrayList<String>();
    config.settings().list("auto_config.server_addresses").forEach(s -> servers.add(s.toString()));
    return new FirstContact.Question<>(
        AutoConfigCalls.INITIAL_CONFIGURATION,
        introduction,
        servers,
        config.ports().server(),
        false,
        COMPLAINT);
  }

  private String token() throws IOException {
    var given = config.settings().text("auto_config.intro_token").filter(t -> !t.isEmpty());
    if (given.isPresent()) {
      return given.get();
    }
    var named = config.settings().text("auto_config.intro_token_file").filter(t -> !t.isEmpty());
    if (named.isPresent()) {
      return Files.readString(Path.of(named.get()), StandardCharsets.UTF_8).strip();
    }
    return Optional.ofNullable(System.getenv(TOKEN_VARIABLE)).orElse("");
  }

  private static Welcome complete(AgentRequest request, Welcome answer) {
    IssuedCert own = request.complete(answer.certificate());
    return new Welcome(answer.told(), answer.roots(), own, answer.extraRoots());
  }

  private static Given given(Welcome welcome) {
    return new Given(
        welcome.certificate(),
        welcome.roots(),
        welcome.extraRoots(),
        welcome.told().verifyServerHostname());
  }

  private Optional<Welcome> kept() throws IOException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    var content = SafeFiles.read(file.get());
    if (content.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Welcome.SHAPE.parseJson(content.get()));
    } catch (DecodeException e) {
      LOG.warn("{} cannot be read, asking anew: {}", file.get(), e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void keep(Given given) {
    if (file.isEmpty()) {
      return;
    }
    var welcome = new Welcome(told, given.roots(), given.certificate(), given.manualRoots());
    try {
      Files.createDirectories(file.get().toAbsolutePath().resolveSibling(""));
      SafeFiles.writeSecret(file.get(), Welcome.SHAPE.toJson(welcome));
    } catch (IOException e) {
      LOG.error("the configuration from the servers cannot be kept: {}", e.getMessage());
    }
  }
}
