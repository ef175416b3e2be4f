import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.consul.ConsulClient;
import org.springframework.cloud.consul.model.http.agent.NewService;
import org.springframework.cloud.consul.serviceregistry.ConsulAutoRegistration;
import org.springframework.cloud.consul.serviceregistry.ConsulAutoServiceRegistration;
import org.springframework.cloud.consul.serviceregistry.ConsulServiceRegistry;
import org.springframework.cloud.endpoint.event.RefreshEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** A Spring Boot application with Spring Cloud Consul. Argument: the agent's address. */
final class SpringClient {
  private static final String NAME = "compat-spring";
  private static final String PREFIX = "config/" + NAME + "/";

  private final ConfigurableApplicationContext context;
  private final ConsulClient consul;
  private final DiscoveryClient discovery;
  private final ConcurrentLinkedQueue<RefreshEvent> refreshes;
  private final ConcurrentLinkedQueue<HeartbeatEvent> heartbeats;

  /** The application: nothing of its own. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  private SpringClient(URI agent) {
    this.refreshes = new ConcurrentLinkedQueue<>();
    this.heartbeats = new ConcurrentLinkedQueue<>();
    ApplicationListener<RefreshEvent> onRefresh = refreshes::add;
    ApplicationListener<HeartbeatEvent> onHeartbeat = heartbeats::add;
    this.context =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .listeners(onRefresh, onHeartbeat)
            .properties(
                Map.ofEntries(
                    Map.entry("spring.application.name", NAME),
                    Map.entry("spring.cloud.consul.host", agent.getHost()),
                    Map.entry("spring.cloud.consul.port", agent.getPort()),
                    Map.entry("spring.config.import", "optional:consul:"),
                    Map.entry("spring.main.banner-mode", "off"),
                    Map.entry("logging.level.root", "warn"),
                    Map.entry("spring.cloud.consul.discovery.port", "8080"),
                    Map.entry("spring.cloud.consul.discovery.query-passing", "true"),
                    // It waits for one context after the other.
                    Map.entry("spring.cloud.consul.config.watch.wait-time", "1"),
                    Map.entry("spring.cloud.consul.discovery.heartbeat.enabled", "true"),
                    Map.entry("spring.cloud.consul.discovery.instance-id", NAME + "-1"),
                    Map.entry("spring.cloud.consul.discovery.tags", "primary,v1")))
            .run();
    this.consul = context.getBean(ConsulClient.class);
    this.discovery = context.getBean(DiscoveryClient.class);
  }

  public static void main(String[] args) throws Exception {
    var agent = URI.create(args[0]);
    seed(agent);
    var program = new SpringClient(agent);
    try {
      program.status();
      program.configuration();
      program.registration();
      program.watches();
      program.events();
      program.context.close();
      Steps.done("the application ends");
      System.exit(0);
    } catch (Throwable problem) {
      problem.printStackTrace();
      // Spring has threads that would go on, and an end that would wait for them.
      Runtime.getRuntime().halt(1);
    }
  }

  /** What the application finds when it starts; Spring's client has no way in before that. */
  private static void seed(URI agent) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(agent.resolve("/v1/kv/" + PREFIX + "greeting"))
              .PUT(HttpRequest.BodyPublishers.ofString("hello"))
              .build();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      Steps.same("true", answer.body().strip(), "a value of the configuration is written");
    }
  }

  private void status() {
    Steps.holds(consul.getStatusLeader().getBody().contains(":"), "the leader is known");
    Steps.same(1, consul.getStatusPeers().getBody().size(), "one peer");
    Steps.same(List.of("dc1"), consul.getCatalogDatacenters(null).getBody(), "one datacenter");
    Steps.holds(!consul.getCatalogNodes().getBody().isEmpty(), "nodes");
  }

  private void configuration() throws Exception {
    Steps.same(
        "hello", context.getEnvironment().getProperty("greeting"), "the configuration is read");
    var text = "hello again & more";
    consul.setKVValue(PREFIX + "greeting", text);
    var found = consul.getKVValue(PREFIX + "greeting", null).getBody().getFirst();
    Steps.same(text, found.getDecodedValue(), "a value is written and read");
    Steps.soon(() -> !refreshes.isEmpty(), "the watch of the configuration wakes");
  }

  private void registration() throws Exception {
    // The start of a web server does this in applications that have one.
    context.getBean(ConsulAutoServiceRegistration.class).start();
    Steps.soon(() -> !discovery.getInstances(NAME).isEmpty(), "registered, and passed by its heart");
    var instance = discovery.getInstances(NAME).getFirst();
    Steps.same(NAME + "-1", instance.getInstanceId(), "the instance");
    Steps.same(8080, instance.getPort(), "and its port");
    Steps.holds(discovery.getServices().contains(NAME), "services");
    Steps.holds(consul.getAgentServices().getBody().containsKey(NAME + "-1"), "the agent's services");
    var tagged = consul.getHealthServices(NAME, true, null, List.of("primary", "v1"), ConsulClient.QueryParams.DEFAULT).getBody();
    Steps.same(1, tagged.size(), "by two tags");
    Steps.same(1, consul.getCatalogService(NAME).getBody().size(), "in the catalog");

    var registry = context.getBean(ConsulServiceRegistry.class);
    var registration = (ConsulAutoRegistration) context.getBean(Registration.class);
    registry.setStatus(registration, "OUT_OF_SERVICE");
    Steps.soon(() -> discovery.getInstances(NAME).isEmpty(), "out of service");
    Steps.same("OUT_OF_SERVICE", registry.getStatus(registration), "is its status");
    registry.setStatus(registration, "UP");
    Steps.soon(() -> discovery.getInstances(NAME).size() == 1, "up again");
    var check = "service:" + NAME + "-1";
    consul.agentCheckFail(check, "down", null);
    Steps.soon(() -> output(check).equals("down"), "a check fails");
    consul.agentCheckWarn(check, "warned", null);
    Steps.soon(() -> output(check).equals("warned"), "and warns");
    consul.agentCheckPass(check, "well", null);
    Steps.soon(() -> discovery.getInstances(NAME).size() == 1, "and passes");
  }

  private String output(String check) {
    return consul.getHealthChecksForService(NAME).getBody().stream()
        .filter(found -> found.getCheckId().equals(check))
        .findFirst()
        .orElseThrow()
        .getOutput();
  }

  private void watches() throws Exception {
    var now = consul.getCatalogServices(null, new ConsulClient.QueryParams(60, 0));
    long index = Long.parseLong(now.getHeaders().getFirst("X-Consul-Index"));
    heartbeats.clear();
    var waiting =
        Steps.inBackground(
            () -> consul.getCatalogServices(null, new ConsulClient.QueryParams(60, index)));
    var other = new NewService();
    other.setId(NAME + "-other");
    other.setName(NAME + "-other");
    other.setPort(1);
    consul.agentServiceRegister(null, other);
    var then = Steps.woken(waiting, "a watch of the services wakes").getBody();
    Steps.holds(then.containsKey(NAME + "-other"), "and tells of the new one");
    Steps.soon(() -> !heartbeats.isEmpty(), "so does the watch of the application");
    consul.agentServiceDeregister(NAME + "-other", null);

    var keys = consul.getKVValues(PREFIX, null);
    Steps.same(1, keys.getBody().size(), "values below a prefix");
    consul.deleteKVValues(PREFIX);
  }

  /**
   * Asks for events as Spring does, under {@code /v1/events}: an agent of Consul knows no such path,
   * so an application that runs with it cannot depend on the answer.
   */
  private void events() {
    try {
      var fired = consul.eventFire(NAME, "payload").getBody();
      Steps.same(NAME, fired.getName(), "an event is fired");
    } catch (RuntimeException refused) {
      Steps.done("an event is refused, as by Consul");
    }
  }
}
