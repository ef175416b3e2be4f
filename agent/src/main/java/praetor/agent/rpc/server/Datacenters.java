package praetor.agent.rpc.server;

import java.util.List;
import praetor.agent.rpc.call.DatacenterCoordinates;

/** The datacenters that this server knows, its own among them. Safe for any thread. */
public interface Datacenters {
  /** Their names, the nearest first. */
  List<String> byDistance();

  /** Where their servers are. */
  List<DatacenterCoordinates> coordinates();
}
