import io.micronaut.context.ApplicationContext;
import io.micronaut.discovery.DiscoveryClient;
import io.micronaut.discovery.consul.client.v1.ConsulCatalogEntry;
import io.micronaut.discovery.consul.client.v1.ConsulCheck;
import io.micronaut.discovery.consul.client.v1.ConsulClient;
import io.micronaut.discovery.consul.client.v1.ConsulHealthEntry;
import io.micronaut.discovery.consul.client.v1.ConsulNewServiceEntry;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** An application with Micronaut's discovery client. Argument: the agent's address. */
final class MicronautClient {
  private static final String NAME = "compat-micronaut";
  private static final String ID = NAME + "-1";
  private static final String CHECK = "service:" + ID;
  private static final String PREFIX = "config/" + NAME + "/";

  private final ApplicationContext context;
  private final ConsulClient consul;

  private MicronautClient(URI agent) {
    this.context =
        ApplicationContext.run(
            Map.of(
                "micronaut.application.name", NAME,
                "consul.client.host", agent.getHost(),
                "consul.client.port", agent.getPort(),
                "consul.client.registration.enabled", false));
    this.consul = context.getBean(ConsulClient.class);
  }

  public static void main(String[] args) throws Exception {
    var program = new MicronautClient(URI.create(args[0]));
    try {
      program.status();
      program.service();
      program.catalog();
      program.keys();
      program.end();
    } finally {
      program.context.close();
    }
  }

  private static <T> T of(Publisher<T> publisher) {
    return Mono.from(publisher).block();
  }

  private void status() {
    Steps.holds(of(consul.status()).contains(":"), "the leader is known");
    var self = of(consul.getSelf());
    Steps.same("dc1", self.getConfiguration().get("Datacenter"), "the agent's datacenter");
    Steps.holds(!self.getMember().getName().isEmpty(), "the agent's member");
    Steps.same(1, of(consul.getMembers()).size(), "one member");
  }

  private void service() throws Exception {
    var check = new ConsulCheck();
    check.setTtl("600s");
    of(
        consul.register(
            new ConsulNewServiceEntry(
                NAME,
                "127.0.0.9",
                8080,
                List.of("primary", "v1"),
                ID,
                Map.of("version", "1"),
                List.of(check))));
    Steps.same(8080, of(consul.findServices()).get(ID).port(), "registered");
    Steps.soon(() -> instances(false).size() == 1, "the service is in the catalog");
    Steps.same(0, instances(true).size(), "it is not healthy before its first pass");
    of(consul.pass(CHECK, "all well"));
    Steps.soon(() -> instances(true).size() == 1, "it is healthy after a pass");
    of(consul.warn(CHECK, "so so"));
    Steps.soon(() -> instances(true).isEmpty(), "it is not healthy after a warning");
    of(consul.pass(CHECK));
    Steps.soon(() -> instances(true).size() == 1, "it is healthy again");
    Steps.same("1", instances(true).getFirst().service().meta().get("version"), "its metadata");
    DiscoveryClient discovery = consul;
    var found = of(discovery.getInstances(NAME));
    Steps.same(URI.create("http://127.0.0.9:8080"), found.getFirst().getURI(), "as an instance");
    of(consul.fail(CHECK, "down"));
    Steps.soon(() -> instances(true).isEmpty(), "it is not healthy after a failure");
    Steps.holds(of(discovery.getServiceIds()).contains(NAME), "the names of services");
  }

  private List<ConsulHealthEntry> instances(boolean passing) {
    return of(consul.findHealthyServices(NAME, passing, "primary", "dc1"));
  }

  private void catalog() throws Exception {
    // Without a service: the client names its fields as an agent does, which the catalog refuses.
    var entry =
        new ConsulCatalogEntry(
            NAME + "-node", InetAddress.ofLiteral("127.0.0.77"), "dc1", Map.of(), Map.of(), null);
    Steps.same(true, of(consul.register(entry)), "a node from outside");
    Steps.same(2, of(consul.getNodes("dc1")).size(), "nodes");
    Steps.holds(of(consul.getServiceNames()).containsKey(NAME), "services with their tags");
    Steps.same(true, of(consul.deregister(entry)), "it is deregistered");
    Steps.same(1, of(consul.getNodes()).size(), "it is gone");
  }

  private void keys() {
    Steps.same(true, of(consul.putValue(PREFIX + "a", "one")), "a key is written");
    Steps.same(true, of(consul.putValue(PREFIX + "b", "two")), "and another");
    // The client asks with raw and a misspelled separator, which a server does not know.
    var values = of(consul.readValues(PREFIX));
    Steps.same(2, values.size(), "values below a prefix");
    Steps.same(PREFIX + "a", values.getFirst().getKey(), "with their keys");
    Steps.same(
        2, of(consul.readValues(PREFIX, "dc1", false, "/")).size(), "and with all its parameters");
  }

  private void end() throws Exception {
    of(consul.deregister(ID));
    Steps.soon(() -> instances(false).isEmpty(), "deregistered");
  }
}
