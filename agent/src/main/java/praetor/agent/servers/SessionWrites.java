package praetor.agent.servers;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.model.Session;

/** Creates, renews and ends sessions. Source: the RPC methods Session.Apply and Session.Renew. */
public interface SessionWrites {
  /**
   * Creates a session; the servers draw its id.
   *
   * @return the id
   */
  CompletableFuture<String> create(Session session, Caller caller);

  /** Ends a session; ending an unknown one is no error. */
  CompletableFuture<Void> destroy(String id, Caller caller);

  /** Starts the session's TTL anew; empty when there is no such session. */
  CompletableFuture<Optional<Session>> renew(String id, Caller caller);
}
