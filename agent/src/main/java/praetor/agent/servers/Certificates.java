package praetor.agent.servers;

import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.model.connect.IssuedCert;

/** Has certificates of the mesh signed. Source: the RPC method ConnectCA.Sign. */
@FunctionalInterface
public interface Certificates {
  /**
   * Signs what a request asks for.
   *
   * @param request PEM
   */
  CompletableFuture<IssuedCert> sign(String request, Caller caller);
}
