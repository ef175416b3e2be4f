package praetor.agent;

import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.agent.local.CatalogView;
import praetor.agent.local.NodeContents;
import praetor.agent.read.OwnNode;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.Servers;

/** The catalog as anti-entropy reads it. */
record CatalogReads(Servers servers) implements CatalogView {
  @Override
  public CompletableFuture<NodeContents> contents(String node, Caller caller) {
    // The leader's word: what this agent wrote a moment ago must be in it.
    return servers
        .read(new OwnNode(node), ReadOptions.now(caller))
        .thenApply(
            answer ->
                new NodeContents(
                    answer.value().node(), answer.value().services(), answer.value().checks()));
  }
}
