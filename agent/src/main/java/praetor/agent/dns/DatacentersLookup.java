package praetor.agent.dns;

import praetor.dns.AddressOwner;
import praetor.dns.CatalogNode;
import praetor.dns.Instances;
import praetor.dns.Lookup;
import praetor.dns.Outcome;
import praetor.dns.QuerySource;
import praetor.dns.Scope;
import praetor.dns.ServiceQuestion;

/**
 * Answers for the own datacenter from what is here, and asks the servers of others for theirs. Safe
 * for any thread.
 */
public final class DatacentersLookup implements Lookup {
  private final String datacenter;
  private final Lookup own;
  private final Lookup others;

  /**
   * @param own answers for this datacenter, and does not wait
   * @param others answers for any other
   */
  public DatacentersLookup(String datacenter, Lookup own, Lookup others) {
    this.datacenter = datacenter;
    this.own = own;
    this.others = others;
  }

  private boolean isElsewhere(Scope scope) {
    return !scope.datacenter().isEmpty() && !scope.datacenter().equalsIgnoreCase(datacenter);
  }

  private Lookup of(Scope scope) {
    return isElsewhere(scope) ? others : own;
  }

  @Override
  public boolean mayWait(Scope scope) {
    return of(scope).mayWait(scope);
  }

  /** A query without instances here goes on to other datacenters. */
  @Override
  public boolean queryMayWait(Scope scope) {
    return true;
  }

  @Override
  public Outcome<CatalogNode> node(String name, Scope scope) {
    return of(scope).node(name, scope);
  }

  @Override
  public Outcome<Instances> service(ServiceQuestion question, Scope scope) {
    return of(scope).service(question, scope);
  }

  @Override
  public Outcome<Instances> query(String name, QuerySource source, Scope scope) {
    return of(scope).query(name, source, scope);
  }

  @Override
  public Outcome<String> virtualAddress(String service, Scope scope) {
    return of(scope).virtualAddress(service, scope);
  }

  @Override
  public Outcome<AddressOwner> owner(byte[] address, Scope scope) {
    return of(scope).owner(address, scope);
  }
}
