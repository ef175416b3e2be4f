package praetor.agent.servers;

import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.state.command.KvsRequest;

/** Writes of keys. Source: the RPC method KVS.Apply. */
public interface KvWrites {
  /** Whether the write took place: false when its condition did not hold, or its lock was held. */
  CompletableFuture<Boolean> apply(KvsRequest write, Caller caller);
}
