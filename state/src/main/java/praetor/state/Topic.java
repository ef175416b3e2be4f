package praetor.state;

import praetor.model.Bytes;

/**
 * Something that a reader waits for and a write changes. A topic need not exist yet: the name of a
 * service nobody has registered is one.
 *
 * @param key the key, or the name in lower case; empty for kinds that stand for a whole table
 */
public record Topic(Kind kind, Bytes key) {
  /** What a topic stands for. */
  public enum Kind {
    /** One key, whether it exists or not. */
    KV_KEY,
    /** Every key that begins with the prefix. */
    KV_PREFIX,
    /** The list of nodes, and what catalog/nodes shows of each. */
    NODES,
    /** One node, by name: its row, its service instances. */
    NODE,
    /** The checks of one node, by name. */
    NODE_CHECKS,
    /** All service instances. */
    SERVICES,
    /** The instances of one service with their nodes, by name. */
    SERVICE,
    /** The instances of one service with their nodes and checks, by name. */
    SERVICE_HEALTH,
    /** What is reachable through the mesh as one service, by name. */
    CONNECT,
    /** The same with the checks of nodes and instances. */
    CONNECT_HEALTH,
    /** All checks. */
    CHECKS,
    /** The checks of one service, by name. */
    SERVICE_CHECKS,
    /** All sessions. */
    SESSIONS,
    /** One session, by id. */
    SESSION,
    /** The sessions of one node, by name. */
    NODE_SESSIONS,
    /** One prepared query, by id. */
    PREPARED_QUERY,
    /** All coordinates. */
    COORDINATES,
    /** The coordinate of one node, by name. */
    NODE_COORDINATE,
    /** Any row of the table with that name. */
    TABLE
  }
}
