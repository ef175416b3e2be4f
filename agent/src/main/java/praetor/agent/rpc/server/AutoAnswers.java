package praetor.agent.rpc.server;

import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.agent.connect.CaRootsGet;
import praetor.agent.read.ReadOptions;
import praetor.agent.rpc.RpcException;
import praetor.agent.rpc.call.AutoCalls;
import praetor.agent.rpc.call.AutoConfigCalls;
import praetor.agent.rpc.call.AutoConfigCalls.Introduction;
import praetor.agent.rpc.call.AutoConfigCalls.Welcome;
import praetor.agent.rpc.call.Reply;
import praetor.agent.servers.Servers;
import praetor.model.connect.SpiffeId;
import praetor.model.tls.CertificateRequest;

/** Answers the methods for agents that have no certificate yet. */
final class AutoAnswers {
  private static final String ENCRYPT_OFF =
      "AutoEncrypt.AllowTLS must be enabled in order to use this endpoint";

  private AutoAnswers() {}

  static void addTo(MethodTable table, Newcomers newcomers) {
    table.write(
        AutoCalls.SIGN,
        (body, servers, caller) -> {
          if (!newcomers.certificates()) {
            throw RpcException.answered(ENCRYPT_OFF);
          }
          return signed(body.request(), newcomers, servers, caller);
        });
    table.on(
        AutoConfigCalls.INITIAL_CONFIGURATION,
        (introduction, servers) -> welcome(introduction, newcomers, servers));
  }

  /** The token said that it may: no other right is needed. */
  private static CompletableFuture<Welcome> welcome(
      Introduction introduction, Newcomers newcomers, Servers servers) {
    var told = newcomers.told(introduction);
    requireNode(introduction);
    var caller = Caller.unrestricted();
    return servers
        .certificates()
        .sign(introduction.signing(), caller)
        .thenCombine(
            servers.read(new CaRootsGet(), ReadOptions.now(caller)),
            (certificate, roots) ->
                new Welcome(told, roots.value(), certificate, newcomers.authorities()));
  }

  private static void requireNode(Introduction introduction) {
    var agent = requireAgent(introduction.signing());
    if (!agent.node().equals(introduction.node())) {
      throw RpcException.answered(
          "Spiffe ID agent name (%s) of the certificate signing request is not for the correct"
                  .formatted(agent.node())
              + " node (%s)".formatted(introduction.node()));
    }
  }

  /** A certificate for an agent, and for nobody else, whatever the caller's token may do. */
  private static CompletableFuture<AutoCalls.Signed> signed(
      String request, Newcomers newcomers, Servers servers, Caller caller) {
    requireAgent(request);
    return servers
        .certificates()
        .sign(request, caller)
        .thenCombine(
            servers.read(new CaRootsGet(), ReadOptions.now(caller)),
            (certificate, roots) ->
                new AutoCalls.Signed(
                    certificate,
                    Reply.of(roots),
                    newcomers.authorities(),
                    "",
                    newcomers.verifyServerHostname()));
  }

  private static SpiffeId.Agent requireAgent(String request) {
    try {
      var uris = CertificateRequest.parse(request).names().uris();
      if (uris.size() == 1
          && SpiffeId.parse(uris.getFirst()).orElse(null) instanceof SpiffeId.Agent agent) {
        return agent;
      }
      throw RpcException.answered("SPIFFE ID in CSR must be an agent ID");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw RpcException.answered(String.valueOf(e.getMessage()));
    }
  }
}
