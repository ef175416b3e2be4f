package praetor.dns;

import java.util.List;

/** Finds out where an alias or a target leads. */
interface Chase {
  /**
   * The records at a name: from the catalog if the name lies in a zone, else from the recursors;
   * none when it leads nowhere. The draft is told when finding out would mean to wait.
   */
  List<ResourceRecord> follow(DnsName target, Inquiry from, Draft draft);
}
