package praetor.agent.rpc.server;

import java.util.concurrent.CompletableFuture;
import praetor.agent.servers.Servers;

/** Answers calls of one method; refusals may be thrown as well as come in the future. */
@FunctionalInterface
interface Answering<A, R> {
  /**
   * Answers a call; must not block.
   *
   * @param servers those who are to be asked: all of the datacenter, or this one alone
   */
  CompletableFuture<R> answer(A argument, Servers servers);
}
