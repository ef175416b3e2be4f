package praetor.agent.rpc.client;

import java.util.Optional;
import praetor.agent.rpc.RpcCaller;

/** Says which server is to be called. Safe for any thread. */
public interface Route {
  /** The server to be called next; empty when none is known. */
  Optional<RpcCaller.Target> next();

  /** Takes note that a server could not be reached or could not serve. */
  void failed(RpcCaller.Target target);
}
