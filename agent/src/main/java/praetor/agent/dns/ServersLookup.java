package praetor.agent.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.acl.TokenResolver;
import praetor.agent.read.Answer;
import praetor.agent.read.CatalogNode;
import praetor.agent.read.CatalogNodes;
import praetor.agent.read.Consistency;
import praetor.agent.read.HealthInstances;
import praetor.agent.read.InstanceChoice;
import praetor.agent.read.InstancesAt;
import praetor.agent.read.Near;
import praetor.agent.read.Query;
import praetor.agent.read.ReadOptions;
import praetor.agent.read.RowFilter;
import praetor.agent.read.VirtualIpGet;
import praetor.agent.servers.Replies;
import praetor.agent.servers.Servers;
import praetor.dns.AddressOwner;
import praetor.dns.Instances;
import praetor.dns.Lookup;
import praetor.dns.Outcome;
import praetor.dns.QuerySource;
import praetor.dns.Scope;
import praetor.dns.ServiceQuestion;
import praetor.model.CheckServiceNode;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.raft.AddressText;

/**
 * Answers DNS by asking servers: those of this datacenter, or of another one. Lookups wait. Safe
 * for any thread.
 *
 * <p>Source: what a Consul 1.21.4 client agent asks for DNS (rpc facts, section 6).
 */
public final class ServersLookup implements Lookup {
  private static final Logger LOG = LoggerFactory.getLogger("agent.dns");

  private final String datacenter;
  private final Servers servers;
  private final TokenResolver tokens;
  private final QueryLookup queries;

  public ServersLookup(
      String datacenter, Servers servers, TokenResolver tokens, QueryLookup queries) {
    this.datacenter = datacenter;
    this.servers = servers;
    this.tokens = tokens;
    this.queries = queries;
  }

  @Override
  public boolean mayWait(Scope scope) {
    return true;
  }

  @Override
  public Outcome<praetor.dns.CatalogNode> node(String name, Scope scope) {
    return asked(
        scope,
        () ->
            read(new CatalogNode(name, RowFilter.none(NodeService.SHAPE)), scope)
                // The name of a node is asked for, not the beginning of its id.
                .filter(found -> found.node().node().equalsIgnoreCase(name))
                .<Outcome<praetor.dns.CatalogNode>>map(
                    found -> Outcome.found(new DnsNode(found.node())))
                .orElseGet(Outcome::absent));
  }

  @Override
  public Outcome<Instances> service(ServiceQuestion question, Scope scope) {
    return switch (question.kind()) {
      case SERVICE -> instances(question.name(), false, scope);
      case CONNECT -> instances(question.name(), true, scope);
      // Which services an ingress gateway exposes is said by its configuration entry.
      case INGRESS -> Outcome.absent();
    };
  }

  private Outcome<Instances> instances(String service, boolean connect, Scope scope) {
    var choice =
        new InstanceChoice(service, connect, List.of(), Map.of(), InstanceChoice.Health.ANY);
    return asked(
        scope,
        () -> {
          var rows =
              read(
                  new HealthInstances(choice, RowFilter.none(CheckServiceNode.SHAPE), Near.NOTHING),
                  scope);
          return rows.isEmpty()
              ? Outcome.absent()
              : Outcome.found(
                  new Instances(
                      rows.getFirst().service().service(),
                      datacenterOf(scope),
                      rows.stream().map(DnsInstance::of).toList(),
                      Optional.empty()));
        });
  }

  private String datacenterOf(Scope scope) {
    return scope.datacenter().isEmpty() ? datacenter : scope.datacenter();
  }

  @Override
  public Outcome<Instances> query(String name, QuerySource source, Scope scope) {
    return asked(scope, () -> queries.find(name, source, scope));
  }

  @Override
  public Outcome<String> virtualAddress(String service, Scope scope) {
    return asked(
        scope,
        () ->
            read(new VirtualIpGet(service), scope)
                .filter(address -> !address.isEmpty())
                .map(Outcome::found)
                .orElseGet(Outcome::absent));
  }

  @Override
  public Outcome<AddressOwner> owner(byte[] address, Scope scope) {
    return asked(
        scope,
        () ->
            nodeAt(address, scope)
                .or(() -> serviceAt(address, scope))
                .map(Outcome::found)
                .orElseGet(Outcome::absent));
  }

  private Optional<AddressOwner> nodeAt(byte[] address, Scope scope) {
    var nodes = read(new CatalogNodes(RowFilter.none(Node.SHAPE), Map.of(), Near.NOTHING), scope);
    return nodes.stream()
        .filter(node -> isAddress(node.address(), address))
        .findFirst()
        .map(node -> new AddressOwner.Node(node.node(), datacenterOf(scope)));
  }

  private Optional<AddressOwner> serviceAt(byte[] address, Scope scope) {
    return read(new InstancesAt(textOf(address)), scope).stream()
        .findFirst()
        .map(row -> new AddressOwner.Service(row.serviceName(), datacenterOf(scope)));
  }

  private static String textOf(byte[] address) {
    try {
      return AddressText.of(InetAddress.getByAddress(address));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address of " + address.length + " bytes", e);
    }
  }

  private static boolean isAddress(String text, byte[] address) {
    try {
      return Arrays.equals(InetAddress.ofLiteral(text).getAddress(), address);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private <T> T read(Query<T> query, Scope scope) {
    var reading = scope.reading();
    var options =
        new ReadOptions(
            tokens.resolve(scope.token()),
            reading.allowStale() ? Consistency.STALE : Consistency.LEADER,
            scope.datacenter(),
            0,
            Duration.ZERO,
            reading.maxStale());
    Answer<T> answer = Replies.await(servers.in(scope.datacenter()).read(query, options));
    return answer.value();
  }

  private static <T> Outcome<T> asked(Scope scope, Supplier<Outcome<T>> question) {
    if (!scope.peer().isEmpty()) {
      return Outcome.absent();
    }
    try {
      return question.get();
    } catch (RequestException e) {
      if (e.isOfUnknownDatacenter()) {
        return new Outcome.NoDatacenter<>();
      }
      LOG.error("rpc error: error={}", e.getMessage());
      return new Outcome.Failed<>();
    }
  }
}
