package praetor.agent.rpc.server;

import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.agent.connect.CaRootsGet;
import praetor.agent.read.ReadOptions;
import praetor.agent.rpc.RpcException;
import praetor.agent.rpc.call.AutoCalls;
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

  private static void requireAgent(String request) {
    try {
      var uris = CertificateRequest.parse(request).names().uris();
      boolean ofAgent =
          uris.size() == 1
              && SpiffeId.parse(uris.getFirst()).orElse(null) instanceof SpiffeId.Agent;
      if (!ofAgent) {
        throw RpcException.answered("SPIFFE ID in CSR must be an agent ID");
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw RpcException.answered(String.valueOf(e.getMessage()));
    }
  }
}
