package praetor.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import praetor.agent.RequestException;
import praetor.agent.checks.Checks;
import praetor.model.ServiceAddress;

/** Source: answers of Consul 1.21.4. */
class RegistrationsTest {
  private final Fixture agent = Fixture.create();

  private static void assertRefused(Runnable action, int status, String message) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            RequestException.class, e -> assertThat(e.status()).isEqualTo(status))
        .hasMessage(message);
  }

  @Test
  void aServiceGetsItsDefaults() {
    agent.service("{'Name': 'web', 'Address': '10.5.0.1', 'Port': 80}");
    var service = agent.state.service("web").orElseThrow().service();
    assertThat(service.weights().orElseThrow().passing()).isEqualTo(1);
    assertThat(service.taggedAddresses())
        .isEqualTo(
            Map.of(
                "lan_ipv4", new ServiceAddress("10.5.0.1", 80),
                "wan_ipv4", new ServiceAddress("10.5.0.1", 80)));
    agent.service("{'Name': 'six', 'Address': '2001:db8::1', 'Port': 5}");
    assertThat(agent.state.service("six").orElseThrow().service().taggedAddresses())
        .containsOnlyKeys("lan_ipv6", "wan_ipv6");
    agent.service("{'Name': 'named', 'Address': 'www.example.com'}");
    assertThat(agent.state.service("named").orElseThrow().service().taggedAddresses()).isEmpty();
  }

  @Test
  void checksGetIdsByTheirNumber() {
    agent.service("{'Name': 'one', 'Check': {'TTL': '1h'}}");
    agent.service(
        "{'Name': 'two', 'Check': {'TTL': '1h'}, 'Checks': [{'TTL': '1h'}, {'CheckID': 'own',"
            + " 'TTL': '1h'}]}");
    assertThat(agent.checkIds())
        .containsExactly("own", "service:one", "service:two:1", "service:two:2");
    var check = agent.state.check("service:one").orElseThrow().health();
    assertThat(check.name()).isEqualTo("Service 'one' check");
    assertThat(check.type()).isEqualTo("ttl");
    assertThat(check.interval()).isEmpty();
  }

  @Test
  void aCheckOfItsOwnShowsItsZeroInterval() {
    agent.check("{'Name': 'c', 'TTL': '1h'}");
    var check = agent.state.check("c").orElseThrow().health();
    assertThat(check.interval()).isEqualTo("0s");
    assertThat(check.timeout()).isEqualTo("0s");
  }

  @Test
  void registeringAgainKeepsStatusAndOutput() {
    agent.service("{'Name': 'web', 'Check': {'TTL': '1h'}}");
    agent.registrations.report("service:web", "passing", "hello");
    agent.service("{'Name': 'web', 'Tags': ['t'], 'Check': {'TTL': '1h', 'Status': 'warning'}}");
    assertThat(agent.status("service:web")).isEqualTo("passing hello");
    assertThat(agent.state.check("service:web").orElseThrow().health().serviceTags())
        .containsExactly("t");
  }

  @Test
  void checksThatARegistrationDoesNotNameStayUnlessReplaced() {
    agent.service("{'Name': 'web', 'Checks': [{'TTL': '1h'}, {'TTL': '1h'}]}");
    agent.service("{'Name': 'web', 'Check': {'TTL': '1h'}}");
    assertThat(agent.checkIds()).containsExactly("service:web", "service:web:1", "service:web:2");
    agent.registrations.serviceMaintenance("web", true, "", "");
    agent.registrations.registerService(
        Fixture.body("{'Name': 'web', 'Check': {'TTL': '1h'}}"), "", true);
    assertThat(agent.checkIds()).containsExactly("_service_maintenance:web", "service:web");
  }

  @Test
  void aCheckOfAServiceNeedsTheService() {
    assertRefused(
        () -> agent.check("{'Name': 'x', 'ServiceID': 'missing', 'TTL': '1h'}"),
        404,
        "ServiceID \"missing\" does not exist");
  }

  @Test
  void refusesWhatIsNotWellFormed() {
    assertRefused(() -> agent.service("{}"), 400, "Missing service name");
    assertRefused(
        () -> agent.service("{'Name': 'a', 'Address': '::'}"), 400, "Invalid service address");
    assertRefused(
        () -> agent.service("{'Name': 'a', 'Weights': {'Passing': 0, 'Warning': 1}}"),
        400,
        "Invalid Weights: Passing must be greater than 0");
    assertRefused(
        () -> agent.service("{'Name': 'a', 'Meta': {'a b': '1'}}"),
        400,
        "Invalid Service Meta: Couldn't load metadata pair ('a b', '1'): Key contains invalid"
            + " characters");
    assertRefused(
        () -> agent.service("{'Name': 'a', 'Check': {'TTL': '1s', 'Status': 'x'}}"),
        400,
        "Status for checks must 'passing', 'warning', 'critical'");
    assertRefused(
        () -> agent.service("{'Name': 'a', 'Kind': 'connect-proxy'}"),
        400,
        "Validation failed: 2 errors occurred:\n\t* Port or SocketPath must be set for a"
            + " connect-proxy\n\t* Proxy.DestinationServiceName must be non-empty for Connect proxy"
            + " services\n\n");
    assertRefused(
        () -> agent.service("{'Name': 'consul'}"),
        400,
        "Invalid service ID \"consul\": it is kept by the servers");
    assertRefused(() -> agent.check("{'TTL': '1s'}"), 400, "Missing check name");
    assertRefused(
        () -> agent.check("{'Name': 'x', 'TTL': '1s', 'Status': 'nope'}"), 400, "Bad check status");
    assertRefused(
        () -> agent.check("{'Name': 'x', 'Args': ['true'], 'Interval': '5s'}"),
        500,
        "Scripts are disabled on this agent from remote calls; to enable, configure"
            + " 'enable_script_checks' to true");
    assertRefused(
        () ->
            agent.check(
                "{'Name': 'x', 'DockerContainerID': 'c', 'Args': ['true'], 'Interval': '5s'}"),
        500,
        "Scripts are disabled on this agent from remote calls; to enable, configure"
            + " 'enable_script_checks' to true");
    assertRefused(
        () -> agent.check("{'Name': 'x', 'DockerContainerID': 'c', 'Interval': '5s'}"),
        400,
        "Invalid check: TTL must be > 0 for TTL checks");
    assertThat(agent.state.services()).isEmpty();
    assertThat(agent.state.checks()).isEmpty();
  }

  @Test
  void unknownIdsAreNamed() {
    assertRefused(
        () -> agent.registrations.deregisterService("x"),
        404,
        "Unknown service ID \"x\". Ensure that the service ID is passed, not the service name.");
    assertRefused(
        () -> agent.registrations.deregisterCheck("x"),
        404,
        "Unknown check ID \"x\". Ensure that the check ID is passed, not the check name.");
    agent.check("{'Name': 'h', 'HTTP': 'http://127.0.0.1:1/', 'Interval': '1h'}");
    assertRefused(
        () -> agent.registrations.report("h", "passing", ""),
        500,
        "CheckID \"h\" does not have associated TTL");
  }

  @Test
  void maintenanceIsACheckThatFails() {
    agent.service("{'Name': 'web', 'Check': {'TTL': '1h', 'Status': 'passing'}}");
    agent.registrations.serviceMaintenance("web", true, "", "");
    agent.registrations.serviceMaintenance("web", true, "second", "");
    var check = agent.state.check("_service_maintenance:web").orElseThrow().health();
    assertThat(check.status()).isEqualTo("critical");
    assertThat(check.type()).isEqualTo("maintenance");
    assertThat(check.interval()).isEmpty();
    assertThat(check.notes())
        .isEqualTo(
            "Maintenance mode is enabled for this service, but no reason was provided. This is a"
                + " default message.");
    assertThat(LocalHealth.worst(agent.state.checksOf("web"))).isEqualTo("maintenance");
    agent.registrations.serviceMaintenance("web", false, "", "");
    agent.registrations.serviceMaintenance("web", false, "", "");
    assertThat(LocalHealth.worst(agent.state.checksOf("web"))).isEqualTo("passing");
    agent.registrations.nodeMaintenance(true, "upgrade <1>", "");
    assertThat(agent.state.check("_node_maintenance").orElseThrow().health().notes())
        .isEqualTo("upgrade <1>");
  }

  @Test
  void aSidecarComesAndGoesWithItsService() {
    agent.service(
        "{'Name': 'web', 'ID': 'web-1', 'Port': 5, 'Tags': ['x'], 'Connect': {'SidecarService': {}}}");
    var sidecar = agent.state.service("web-1-sidecar-proxy").orElseThrow().service();
    assertThat(sidecar.service()).isEqualTo("web-sidecar-proxy");
    assertThat(sidecar.kind()).isEqualTo("connect-proxy");
    assertThat(sidecar.port()).isEqualTo(21_000);
    assertThat(sidecar.tags()).containsExactly("x");
    assertThat(sidecar.proxy().destinationServiceId()).isEqualTo("web-1");
    assertThat(sidecar.proxy().localServicePort()).isEqualTo(5);
    assertThat(agent.checkIds())
        .containsExactly("service:web-1-sidecar-proxy:1", "service:web-1-sidecar-proxy:2");
    assertThat(agent.status("service:web-1-sidecar-proxy:2")).isEqualTo("passing No checks found.");
    agent.registrations.deregisterService("web-1");
    assertThat(agent.state.services()).isEmpty();
    assertThat(agent.state.checks()).isEmpty();
  }

  @Test
  void aSidecarReachesAServiceThroughItsSocket() {
    agent.service(
        "{'Name': 'web', 'Port': 5, 'SocketPath': '/s', 'Connect': {'SidecarService': {'Port': -1}}}");
    var sidecar = agent.state.service("web-sidecar-proxy").orElseThrow().service();
    assertThat(sidecar.port()).isEqualTo(21_000);
    assertThat(sidecar.proxy().localServiceSocketPath()).isEqualTo("/s");
    assertThat(sidecar.proxy().localServiceAddress()).isEmpty();
    assertThat(sidecar.proxy().localServicePort()).isZero();
  }

  /** Texts and their order as Consul 1.21.4 gave them. */
  @Test
  void aServiceWithAWrongSidecarIsNotRegistered() {
    assertRefused(
        () ->
            agent.service(
                "{'Name': 'a', 'Locality': {'Zone': 'z'}, 'Connect': {'Native': true,"
                    + " 'SidecarService': {'ID': 'x', 'Connect': {'SidecarService': {}}}}}"),
        400,
        "Validation failed: 4 errors occurred:\n\t* zone cannot be set without region\n\t* A"
            + " SidecarService cannot specify an ID as this is managed by the agent\n\t* A"
            + " SidecarService cannot have a nested SidecarService\n\t* Port or SocketPath must be"
            + " set for a Connect native service.\n\n");
    assertRefused(
        () -> agent.service(sidecar("{'Proxy': {'DestinationServiceName': '*'}}")),
        400,
        "Failed Validation: 1 error occurred:\n\t* Proxy.DestinationServiceName must not be a"
            + " wildcard for Connect proxy services\n\n");
    assertRefused(
        () -> agent.service(sidecar("{'Meta': {'': 'x'}}")),
        400,
        "Invalid SidecarService: Couldn't load metadata pair ('', 'x'): Key cannot be blank");
    assertRefused(
        () -> agent.service(sidecar("{'Check': {'TTL': '10s', 'Interval': '1s'}}")),
        400,
        "Invalid check in sidecar_service: Interval and TTL cannot both be specified");
    assertThat(agent.state.services()).isEmpty();
    agent.service(sidecar("{'Address': '0.0.0.0', 'Weights': {'Passing': -1}}"));
    assertThat(agent.state.services()).hasSize(2);
  }

  private static String sidecar(String sidecar) {
    return "{'Name': 'a', 'Port': 80, 'Connect': {'SidecarService': " + sidecar + "}}";
  }

  /** Texts as Consul 1.21.4 gave them. */
  @Test
  void upstreamsOfAProxyAreChecked() {
    assertRefused(
        () ->
            agent.service(
                upstreams(
                    "{'DestinationName': 'x', 'LocalBindPort': 1},"
                        + " {'DestinationName': 'x', 'LocalBindPort': 2}")),
        400,
        "Validation failed: 1 error occurred:\n\t* upstreams cannot contain duplicates of"
            + " [type=\"service\", name=\"x\", partition=\"\", namespace=\"\", peer=\"\","
            + " datacenter=\"\"]\n\n");
    assertRefused(
        () ->
            agent.service(
                upstreams(
                    "{'DestinationName': '', 'DestinationPeer': 'q', 'DestinationPartition': 'p'},"
                        + " {'DestinationName': '*', 'LocalBindPort': 1},"
                        + " {'DestinationName': 'x', 'LocalBindPort': 1,"
                        + " 'LocalBindSocketPath': '/a'},"
                        + " {'DestinationName': 'x', 'LocalBindPort': 1, 'Datacenter': 'd',"
                        + " 'DestinationPeer': 'p'}")),
        400,
        "Validation failed: 4 errors occurred:\n\t* upstreams must target peers in the same"
            + " partition as the service\n\t* upstream destination name cannot be a"
            + " wildcard\n\t* only one of upstream local bind port or local socket path can be"
            + " defined and nonzero\n\t* upstream cannot specify both destination peer and"
            + " datacenter\n\n");
    assertRefused(
        () ->
            agent.service(
                upstreams(
                    "{'DestinationName': 'x', 'LocalBindPort': 1},"
                        + " {'DestinationName': 'y', 'LocalBindPort': 1},"
                        + " {'DestinationName': 'y', 'LocalBindPort': 1}")),
        400,
        "Validation failed: 2 errors occurred:\n\t* upstreams cannot contain duplicates by local"
            + " bind address and port or unix path; \"127.0.0.1:1\" is specified twice\n\t*"
            + " upstreams cannot contain duplicates of [type=\"service\", name=\"y\","
            + " partition=\"\", namespace=\"\", peer=\"\", datacenter=\"\"]\n\n");
    assertThat(agent.state.services()).isEmpty();
  }

  private static String upstreams(String upstreams) {
    return "{'Name': 'p', 'Port': 1, 'Kind': 'connect-proxy',"
        + " 'Proxy': {'DestinationServiceName': 'b', 'Upstreams': ["
        + upstreams
        + "]}}";
  }

  @Test
  void sidecarPortsRunOut() {
    agent.service("{'Name': 'a', 'Connect': {'SidecarService': {}}}");
    agent.service("{'Name': 'a', 'Connect': {'SidecarService': {}}}");
    agent.service("{'Name': 'b', 'Connect': {'SidecarService': {}}}");
    assertRefused(
        () -> agent.service("{'Name': 'c', 'Connect': {'SidecarService': {}}}"),
        500,
        "none left in the configured range [21000, 21001]");
  }

  @Test
  void anAliasFollowsTheWorstCheck() {
    agent.service("{'Name': 'web', 'Check': {'TTL': '10h', 'Name': 'w', 'Status': 'passing'}}");
    agent.service("{'Name': 'al', 'Checks': [{'AliasService': 'web'}, {'AliasService': 'gone'}]}");
    assertThat(agent.status("service:al:1")).isEqualTo("passing All checks passing.");
    assertThat(agent.status("service:al:2"))
        .isEqualTo("critical Service gone could not be found on node ");
    agent.registrations.report("service:web", "critical", "bad");
    assertThat(agent.status("service:al:1")).isEqualTo("critical Aliased check \"w\" failing: bad");
    agent.registrations.report("service:web", "passing", "");
    agent.check("{'Name': 'node', 'TTL': '10h', 'Status': 'warning'}");
    assertThat(agent.status("service:al:1")).isEqualTo("warning Aliased check \"node\" failing: ");
    agent.registrations.deregisterCheck("node");
    agent.registrations.deregisterService("web");
    assertThat(agent.status("service:al:1"))
        .isEqualTo("critical Service web could not be found on node ");
  }

  @Test
  void anAliasOfTheNodeFollowsItself() {
    agent.service("{'Name': 'web', 'Check': {'TTL': '10h', 'Status': 'passing'}}");
    agent.check("{'ID': 'a', 'Name': 'a', 'AliasService': 'web'}");
    assertThat(agent.status("a")).isEqualTo("critical Aliased check \"a\" failing: ");
    agent.check("{'ID': 'b', 'Name': 'b', 'AliasService': 'web'}");
    agent.registrations.deregisterCheck("a");
    agent.registrations.deregisterCheck("b");
    assertThat(agent.state.nodeChecks()).isEmpty();
  }

  @Test
  void anAliasOfAnotherNodeLooksAtTheCatalog() {
    agent.servers.services.put("db", ServiceForms.service(Fixture.body("{'Name': 'db'}"), false));
    agent.service("{'Name': 'al', 'Check': {'AliasNode': 'other', 'AliasService': 'db'}}");
    assertThat(agent.status("service:al")).isEqualTo("passing No checks found.");
    agent.servers.checks.put(
        "c",
        CheckDefinitions.health(
            Checks.of("{'ID': 'c', 'Name': 'disk', 'TTL': '1h'}"),
            "other",
            java.util.Optional.empty(),
            false));
    agent.timers.advance(Duration.ofSeconds(10));
    assertThat(agent.status("service:al")).isEqualTo("critical Aliased check \"disk\" failing: ");
  }

  @Test
  void aServiceCriticalForTooLongIsRemoved() {
    agent.service(
        "{'Name': 'web', 'Check': {'TTL': '10s', 'DeregisterCriticalServiceAfter': '5s'}}");
    agent.service(
        "{'Name': 'ok', 'Check': {'TTL': '10h', 'Status': 'passing',"
            + " 'DeregisterCriticalServiceAfter': '5s'}}");
    agent.reaper.start();
    agent.timers.advance(Duration.ofSeconds(50));
    agent.registrations.report("service:web", "passing", "");
    agent.timers.advance(Duration.ofSeconds(9));
    assertThat(agent.serviceIds()).containsExactly("ok", "web");
    agent.timers.advance(Duration.ofSeconds(50));
    assertThat(agent.serviceIds()).containsExactly("ok", "web");
    agent.timers.advance(Duration.ofSeconds(45));
    assertThat(agent.serviceIds()).containsExactly("ok");
  }

  @Test
  void aReaderIsWokenByAnotherHash() {
    agent.service("{'Name': 'web', 'Port': 1}");
    var hash = agent.state.service("web").orElseThrow().contentHash();
    var reader = agent.state.serviceAfter("web", hash);
    agent.service("{'Name': 'web', 'Port': 1}");
    assertThat(reader).isNotDone();
    agent.service("{'Name': 'web', 'Port': 2}");
    assertThat(reader.join().orElseThrow().service().port()).isEqualTo(2);
    assertThat(agent.state.serviceAfter("web", "other")).isDone();
    var last =
        agent.state.serviceAfter("web", agent.state.service("web").orElseThrow().contentHash());
    agent.registrations.deregisterService("web");
    assertThat(last.join()).isEmpty();
  }

  @Test
  void filesDefineServicesUntilTheyNoLongerDo() throws Exception {
    agent.registrations.load(
        List.of(
            Fixture.body("{'Name': 'a', 'Check': {'TTL': '1h'}}"), Fixture.body("{'Name': 'b'}")),
        List.of(Checks.of("{'Name': 'disk', 'Args': ['df'], 'Interval': '1h'}")),
        true);
    agent.service("{'Name': 'api'}");
    assertThat(agent.serviceIds()).containsExactly("a", "api", "b");
    assertThat(agent.checkIds()).containsExactly("disk", "service:a");
    agent.registrations.load(List.of(Fixture.body("{'Name': 'b', 'Port': 9}")), List.of(), false);
    assertThat(agent.serviceIds()).containsExactly("api", "b");
    assertThat(agent.checkIds()).isEmpty();
    assertThat(agent.state.service("b").orElseThrow().service().port()).isEqualTo(9);
  }
}
