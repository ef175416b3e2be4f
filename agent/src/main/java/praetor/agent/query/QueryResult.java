package praetor.agent.query;

import java.util.List;
import praetor.model.CheckServiceNode;
import praetor.model.QueryDnsOptions;

/**
 * What a prepared query found.
 *
 * @param instances in the order in which they are to be used
 * @param datacenter where they are; empty when a peer was asked
 * @param peer the cluster peer that was asked; empty for a datacenter
 * @param failovers how many other places were asked
 * @param filtered whether instances were left out that the asker may not see
 */
public record QueryResult(
    String service,
    List<CheckServiceNode> instances,
    QueryDnsOptions dns,
    String datacenter,
    String peer,
    int failovers,
    boolean filtered) {

  QueryResult afterFailovers(int count) {
    return new QueryResult(service, instances, dns, datacenter, peer, count, filtered);
  }
}
