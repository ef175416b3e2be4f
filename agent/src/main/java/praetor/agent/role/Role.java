package praetor.agent.role;

import praetor.agent.config.AgentConfig;
import praetor.agent.dns.QueryLookup;
import praetor.agent.local.ServerStats;
import praetor.agent.membership.Keyring;
import praetor.agent.servers.Datacenters;
import praetor.agent.servers.Servers;
import praetor.dns.Lookup;

/** What an agent is in its datacenter. Safe for any thread. */
public sealed interface Role extends AutoCloseable permits ServerSide, ClientSide {
  /** The servers of the datacenter, this one among them if it is one. */
  Servers servers();

  /** The datacenters that are known. */
  Datacenters datacenters();

  /** What DNS asks. */
  Lookup lookup(QueryLookup queries);

  /** What this agent says of the servers, or of itself as one. */
  ServerStats stats();

  /** The keys of the gossip pools. */
  Keyring keyring();

  /** Has an action run whenever servers can be reached that could not before; must not block. */
  void onServersFound(Runnable action);

  /** Has an action run whenever the state of the datacenter was replaced; must not block. */
  void onRestore(Runnable action);

  /** Takes over what may change while running. */
  void reload(AgentConfig changed);

  /** Leaves the pools for good; returns when the others had the time to hear it. */
  void leave();

  @Override
  void close();
}
