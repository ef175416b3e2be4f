package praetor.agent.servers;

import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.state.Command;

/** Writes of keys. Source: the RPC method KVS.Apply. */
public interface KvWrites {
  /** Whether the write took place: false when its condition did not hold, or its lock was held. */
  CompletableFuture<Boolean> apply(Command.Kv write, Caller caller);
}
