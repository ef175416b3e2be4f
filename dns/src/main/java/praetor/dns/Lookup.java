package praetor.dns;

/**
 * What DNS asks of the catalog. The agent implements it over its view of the state (or over RPC).
 *
 * <p>A method may be called on a listener's thread, where nothing may wait: {@link #mayWait} is
 * asked first, and a lookup that may wait is made on a virtual thread instead. Results are only
 * read, so an implementation hands out its own immutable records without copying.
 *
 * <p>Names arrive in lower case unless said otherwise, as the catalog compares them: without regard
 * to case. Access is checked by the implementation, with {@link Scope#token}: what the token may
 * not see is left out of lists, as if it did not exist.
 *
 * <p>Thread-safe: listeners and virtual threads call it at the same time.
 */
public interface Lookup {
  /**
   * Whether a lookup in this scope may have to wait: another datacenter, a peer, a client agent
   * that has to ask a server, a read that must not be stale. Answers at once, from any thread.
   */
  boolean mayWait(Scope scope);

  /** Whether a prepared query in this scope may have to wait. Answers at once, from any thread. */
  default boolean queryMayWait(Scope scope) {
    return mayWait(scope);
  }

  /** The node of this name, whatever its health. */
  Outcome<CatalogNode> node(String name, Scope scope);

  /**
   * All instances behind a service name. The tag of the question is a hint: instances without it
   * may be returned, and so may instances that are critical; both are left out of answers later.
   *
   * @return an empty list is the same as {@link Outcome.Absent}: the name does not exist
   */
  Outcome<Instances> service(ServiceQuestion question, Scope scope);

  /**
   * Executes a prepared query. Its answer keeps its order (it is shuffled or sorted by distance
   * already) and may come from another datacenter.
   *
   * @param name name or id of the query, in lower case, may hold dots
   */
  Outcome<Instances> query(String name, QuerySource source, Scope scope);

  /** The virtual address of a service of the mesh, as text. */
  Outcome<String> virtualAddress(String service, Scope scope);

  /**
   * Who has this address: a node, else a service with an address of its own.
   *
   * @param address four or sixteen bytes, never changed
   */
  Outcome<AddressOwner> owner(byte[] address, Scope scope);
}
