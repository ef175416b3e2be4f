package praetor.agent.limit;

import java.util.Set;

/** What a call counts as. Source: the methods that Consul 1.21.4 names when a limit is exceeded. */
public enum CallKind {
  READ,
  WRITE,
  /** Never refused: what servers need to stay one datacenter, and what repairs it. */
  FREE;

  private static final Set<String> WRITES =
      Set.of(
          "Catalog.Register",
          "Catalog.Deregister",
          "ConfigEntry.Apply",
          "ConnectCA.Sign",
          "Coordinate.Update",
          "Internal.AssignManualServiceVIPs",
          "Internal.EventFire",
          "KVS.Apply",
          "PreparedQuery.Apply",
          "Session.Apply",
          "Session.Renew",
          "Txn.Apply");

  /** Of a method, such as {@code KVS.Get}. */
  public static CallKind of(String method) {
    if (WRITES.contains(method)) {
      return WRITE;
    }
    boolean ofOperators = method.startsWith("Operator.") && !method.equals("Operator.Usage");
    return ofOperators || method.startsWith("Status.") || method.startsWith("Auto") ? FREE : READ;
  }
}
