package praetor.agent.servers;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.nullableList;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.model.PeeredServiceName;
import praetor.model.codec.Shape;
import praetor.state.command.ManualIpsRequest;

/**
 * Gives services of the mesh virtual addresses by hand. Source: the RPC method
 * Internal.AssignManualServiceVIPs.
 */
@FunctionalInterface
public interface VirtualIps {
  /**
   * What came of it.
   *
   * @param found whether the service has a virtual address at all
   * @param unassignedFrom the services that had one of the addresses before
   */
  record Assigned(boolean found, List<PeeredServiceName> unassignedFrom) {
    public static final Shape<Assigned> SHAPE =
        Shape.<Assigned>of("structs.AssignServiceManualVIPsResponse")
            .field("Found", BOOL, Assigned::found)
            .field(
                "UnassignedFrom", nullableList(PeeredServiceName.SHAPE), Assigned::unassignedFrom)
            .build(v -> new Assigned(v.next(), v.next()));

    public Assigned {
      unassignedFrom = List.copyOf(unassignedFrom);
    }
  }

  CompletableFuture<Assigned> assign(ManualIpsRequest request, Caller caller);
}
