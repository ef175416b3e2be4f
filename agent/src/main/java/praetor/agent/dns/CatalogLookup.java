package praetor.agent.dns;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import praetor.agent.acl.Access;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Resource;
import praetor.agent.acl.TokenResolver;
import praetor.dns.AddressOwner;
import praetor.dns.CatalogNode;
import praetor.dns.Instances;
import praetor.dns.Lookup;
import praetor.dns.Outcome;
import praetor.dns.QuerySource;
import praetor.dns.Scope;
import praetor.dns.ServiceQuestion;
import praetor.model.CheckServiceNode;
import praetor.state.StateStore;
import praetor.state.StateView;
import praetor.state.WatchSet;

/**
 * Answers DNS from the state that this server holds: any server may answer, as {@code
 * dns_config.allow_stale} says by default. Safe for any thread.
 */
public final class CatalogLookup implements Lookup {
  /**
   * Services whose instances are kept in DNS's form; beyond that, all are forgotten and made again.
   */
  private static final int KEPT_SERVICES_MAX = 10_000;

  private final String datacenter;
  private final StateStore store;
  private final TokenResolver tokens;
  private final QueryLookup queries;
  private final Map<Key, Kept> kept = new ConcurrentHashMap<>();

  private record Key(ServiceQuestion.Kind kind, String service) {}

  /** What was made of a list; the store hands out the same list while nothing in it changes. */
  private record Kept(List<CheckServiceNode> rows, Instances instances) {}

  public CatalogLookup(
      String datacenter, StateStore store, TokenResolver tokens, QueryLookup queries) {
    this.datacenter = datacenter;
    this.store = store;
    this.tokens = tokens;
    this.queries = queries;
  }

  /** Nothing waits: all is in the state of this server. */
  @Override
  public boolean mayWait(Scope scope) {
    return false;
  }

  @Override
  public Outcome<CatalogNode> node(String name, Scope scope) {
    return inDatacenter(
        scope,
        view ->
            view.node(name)
                .filter(node -> mayRead(scope, Resource.NODE, node.node()))
                .<Outcome<CatalogNode>>map(node -> Outcome.found(new DnsNode(node)))
                .orElseGet(Outcome::absent));
  }

  @Override
  public Outcome<Instances> service(ServiceQuestion question, Scope scope) {
    return inDatacenter(
        scope,
        view -> {
          var instances = instances(view, question);
          return instances.list().isEmpty()
              ? Outcome.absent()
              : Outcome.found(visible(instances, authorizer(scope)));
        });
  }

  @SuppressWarnings(
      "ReferenceEquality") // the same list is the same content; comparing it would cost as much
  private Instances instances(StateView view, ServiceQuestion question) {
    var rows = rows(view, question);
    var key = new Key(question.kind(), question.name());
    var known = kept.get(key);
    if (known != null && known.rows() == rows) {
      return known.instances();
    }
    var service = rows.isEmpty() ? question.name() : rows.getFirst().service().service();
    var instances =
        new Instances(
            service, datacenter, rows.stream().map(DnsInstance::of).toList(), Optional.empty());
    if (kept.size() >= KEPT_SERVICES_MAX) {
      kept.clear();
    }
    kept.put(key, new Kept(rows, instances));
    return instances;
  }

  private static List<CheckServiceNode> rows(StateView view, ServiceQuestion question) {
    return switch (question.kind()) {
      case SERVICE -> view.checkServiceNodes(question.name(), WatchSet.none()).value();
      case CONNECT -> view.checkConnectServiceNodes(question.name(), WatchSet.none()).value();
      // Which services an ingress gateway exposes is said by its configuration entry.
      case INGRESS -> List.of();
    };
  }

  private static Instances visible(Instances instances, Authorizer authorizer) {
    if (authorizer.equals(Authorizer.allowAll())) {
      return instances;
    }
    var list =
        instances.list().stream()
            .filter(
                instance ->
                    instance instanceof DnsInstance row
                        && authorizer.allows(Resource.SERVICE, row.service().service(), Access.READ)
                        && authorizer.allows(Resource.NODE, row.node().name(), Access.READ))
            .toList();
    return new Instances(instances.service(), instances.datacenter(), list, instances.ttl());
  }

  @Override
  public Outcome<Instances> query(String name, QuerySource source, Scope scope) {
    return inDatacenter(scope, _ -> queries.find(name, source, scope));
  }

  @Override
  public Outcome<String> virtualAddress(String service, Scope scope) {
    if (!mayRead(scope, Resource.SERVICE, service)) {
      return new Outcome.Denied<>();
    }
    return inDatacenter(
        scope, view -> view.virtualIp(service).map(Outcome::found).orElseGet(Outcome::absent));
  }

  @Override
  public Outcome<AddressOwner> owner(byte[] address, Scope scope) {
    return inDatacenter(
        scope,
        view ->
            nodeOf(view, address)
                .or(() -> serviceOf(view, address))
                .map(Outcome::found)
                .orElseGet(Outcome::absent));
  }

  private Optional<AddressOwner> nodeOf(StateView view, byte[] address) {
    return view.nodes(WatchSet.none()).value().stream()
        .filter(node -> isAddress(node.address(), address))
        .findFirst()
        .map(node -> new AddressOwner.Node(node.node(), datacenter));
  }

  private Optional<AddressOwner> serviceOf(StateView view, byte[] address) {
    return view.serviceDump(WatchSet.none()).value().stream()
        .filter(row -> isAddress(row.service().address(), address))
        .findFirst()
        .map(row -> new AddressOwner.Service(row.service().service(), datacenter));
  }

  private static boolean isAddress(String text, byte[] address) {
    if (text.isEmpty()) {
      return false;
    }
    try {
      return Arrays.equals(InetAddress.ofLiteral(text).getAddress(), address);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private <T> Outcome<T> inDatacenter(Scope scope, Function<StateView, Outcome<T>> lookup) {
    if (!scope.datacenter().isEmpty() && !scope.datacenter().equalsIgnoreCase(datacenter)) {
      return new Outcome.NoDatacenter<>();
    }
    if (!scope.peer().isEmpty()) {
      return Outcome.absent();
    }
    return lookup.apply(store.view());
  }

  private boolean mayRead(Scope scope, Resource resource, String name) {
    return authorizer(scope).allows(resource, name, Access.READ);
  }

  private Authorizer authorizer(Scope scope) {
    return tokens.resolve(scope.token()).authorizer();
  }
}
