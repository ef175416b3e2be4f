package praetor.agent.auto;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.config.AgentConfig;
import praetor.agent.rpc.call.AutoCalls;
import praetor.agent.rpc.call.ConnectCalls;
import praetor.agent.rpc.call.WriteRequest;
import praetor.model.connect.SpiffeId;

/**
 * {@code auto_encrypt.tls}: asks the hosts of {@code retry_join}, at the own {@code ports.server},
 * for a certificate.
 */
final class AutoEncrypt implements CertificateSource {
  private static final Logger LOG = LoggerFactory.getLogger("agent.auto_config");
  private static final String COMPLAINT =
      "No servers successfully responded to the auto-encrypt request";

  private final AgentConfig config;
  private final AutoSettings settings;
  private final FirstContact contact;

  AutoEncrypt(AgentConfig config, AutoSettings settings, FirstContact contact) {
    this.config = config;
    this.settings = settings;
    this.contact = contact;
  }

  /**
   * Asks until there is a certificate.
   *
   * @throws IOException the agent is to end before
   */
  Given certificate() throws IOException {
    try {
      var request = request();
      var given = given(request, contact.ask(question(request)));
      LOG.info("automatically upgraded to TLS");
      return given;
    } catch (GeneralSecurityException e) {
      throw FirstContact.unusable(e);
    }
  }

  @Override
  public Optional<Given> again() throws GeneralSecurityException {
    var request = request();
    return contact.round(question(request)).map(signed -> given(request, signed));
  }

  private AgentRequest request() throws GeneralSecurityException {
    var node = config.node();
    return AgentRequest.create(
        new SpiffeId.Agent(SpiffeId.Agent.UNKNOWN_DOMAIN, node.datacenter(), node.name()),
        settings);
  }

  private FirstContact.Question<WriteRequest<ConnectCalls.Signing>, AutoCalls.Signed> question(
      AgentRequest request) {
    var tokens = config.acl().tokens();
    var argument =
        new WriteRequest<>(
            new ConnectCalls.Signing(request.pem()),
            config.node().datacenter(),
            tokens.agent().or(tokens::defaultToken).orElse(""));
    return new FirstContact.Question<>(
        AutoCalls.SIGN,
        argument,
        config.join().retryJoin(),
        config.ports().server(),
        true,
        COMPLAINT);
  }

  private static Given given(AgentRequest request, AutoCalls.Signed signed) {
    return new Given(
        request.complete(signed.certificate()),
        signed.roots().value(),
        signed.manualRoots(),
        signed.verifyServerHostname());
  }
}
