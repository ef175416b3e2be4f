package praetor.agent.servers;

import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.state.command.ConfigEntryRequest;

/**
 * Writes of config entries. They are read like everything else: {@link
 * praetor.agent.entry.ConfigEntryGet} and its kin. Source: the RPC methods ConfigEntry.Apply and
 * ConfigEntry.Delete.
 */
@FunctionalInterface
public interface ConfigEntries {
  /** Whether the write took place: false when its condition did not hold. */
  CompletableFuture<Boolean> apply(ConfigEntryRequest request, Caller caller);
}
