package praetor.registrator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;

/** What the recordings do not show, or where Praetor differs from what was recorded. */
class ServiceRulesTest {
  private static final Optional<String> NODE = Optional.of("10.0.0.5");

  private static ContainerView container(String config, String mode, String network) {
    var inspect =
        """
        {"Id":"0123456789abcdef","Name":"/web","Config":{"Image":"web:1"%s},
         "HostConfig":{"NetworkMode":"%s"},"NetworkSettings":{%s}}"""
            .formatted(config.isEmpty() ? "" : "," + config, mode, network);
    try {
      return ContainerView.of((JsonValue.Obj) JsonReader.readWhole(inspect));
    } catch (DecodeException wrong) {
      throw new IllegalArgumentException(inspect, wrong);
    }
  }

  private static ContainerView bridge(String config, String ports) {
    return container(config, "bridge", "\"IPAddress\":\"172.17.0.2\",\"Ports\":{" + ports + "}");
  }

  private static String bound(String port, String ip, int hostPort) {
    return "\"%s\":[{\"HostIp\":\"%s\",\"HostPort\":\"%d\"}]".formatted(port, ip, hostPort);
  }

  private static ServiceRules.Result result(ServiceOptions options, ContainerView container) {
    return new ServiceRules(options, NODE, (tags, _) -> tags).services(container, Optional.empty());
  }

  private static ServiceRules.Result result(ContainerView container) {
    return result(ServiceOptions.of("h"), container);
  }

  private static ServiceOptions ip(String ip) {
    return new ServiceOptions(
        "h", Optional.of(ip), "", false, false, false, Optional.empty(), true);
  }

  private static String address(ServiceOptions options, ContainerView container) {
    return result(options, container).services().getFirst().address();
  }

  @Test
  void theNodesOwnAddressIsLeftOut() {
    var web = bridge("", bound("80/tcp", "0.0.0.0", 8080));
    assertThat(address(ServiceOptions.of("h"), web)).isEmpty();
    assertThat(address(ip("10.0.0.5"), web)).isEmpty();
    assertThat(address(ip("10.0.0.6"), web)).isEqualTo("10.0.0.6");
  }

  @Test
  void portsOfUdpAndSctpSayIt() {
    var services =
        result(
                bridge(
                    "",
                    String.join(
                        ",",
                        bound("5060/tcp", "", 1),
                        bound("5060/udp", "", 2),
                        bound("5060/sctp", "", 3))))
            .services();
    assertThat(services.stream().map(s -> s.id() + s.tags()))
        .containsExactly("h:web:5060:sctp[sctp]", "h:web:5060[]", "h:web:5060:udp[udp]");
    var own = new Ownership("h");
    assertThat(own.isOwn(Registered.place("h:gone:5060:sctp", "x", "", 1), Set.of(), Map.of()))
        .isTrue();
  }

  @Test
  void podmansEmptyHostAddressMeansAll() {
    assertThat(address(ServiceOptions.of("h"), bridge("", bound("80/tcp", "", 8080)))).isEmpty();
    assertThat(address(ServiceOptions.of("h"), bridge("", bound("80/tcp", "::", 8080)))).isEmpty();
  }

  @Test
  void aPortThatIsBoundToAnAddressIsReachedThere() {
    assertThat(address(ServiceOptions.of("h"), bridge("", bound("80/tcp", "192.0.2.7", 8080))))
        .isEqualTo("192.0.2.7");
    assertThat(address(ServiceOptions.of("h"), bridge("", bound("80/tcp", "::1", 8080))))
        .isEqualTo("::1");
  }

  @Test
  void checksOfIpv6AddressesHaveBrackets() {
    var web = bridge("\"Env\":[\"SERVICE_CHECK_HTTP=/h\"]", bound("80/tcp", "2001:db8::7", 8080));
    assertThat(result(web).services().getFirst().check().orElseThrow().text("HTTP"))
        .isEqualTo("http://[2001:db8::7]:8080/h");
  }

  @Test
  void aContainerWithoutAnIpv4AddressIsReachedAtItsIpv6Address() {
    var web =
        container(
            "\"ExposedPorts\":{\"80/tcp\":{}}",
            "six",
            "\"Networks\":{\"six\":{\"IPAddress\":\"\",\"GlobalIPv6Address\":\"fd00::2\"}}");
    var internal =
        new ServiceOptions("h", Optional.empty(), "", true, false, false, Optional.empty(), true);
    assertThat(address(internal, web)).isEqualTo("fd00::2");
  }

  @Test
  void aContainerOnTheNetworkOfAnotherIsReachedThereWhateverItsLabelSays() {
    var web =
        container(
            "\"ExposedPorts\":{\"80/tcp\":{}},\"Labels\":{\"ip\":\"192.0.2.9\"}",
            "container:abc",
            "");
    var other = bridge("", bound("443/tcp", "", 8443));
    var byLabel =
        new ServiceOptions("h", Optional.empty(), "", false, false, false, Optional.of("ip"), true);
    var services =
        new ServiceRules(byLabel, NODE, (tags, _) -> tags)
            .services(web, Optional.of(other))
            .services();
    assertThat(services).extracting(ServiceEntry::address).containsExactly("172.17.0.2");
  }

  @Test
  void anIdForTwoPortsIsTheFirstOnes() {
    var web =
        bridge(
            "\"Env\":[\"SERVICE_ID=x\"]",
            bound("80/tcp", "", 8080) + "," + bound("443/tcp", "", 8443));
    var result = result(web);
    assertThat(result.services()).extracting(ServiceEntry::id).containsExactly("x", "x:8443");
    assertThat(result.notes())
        .containsExactly("0123456789ab: id x is taken by another port, registered as x:8443");
  }

  @Test
  void whatIsNoPortIsSaidAndTheRestGoesOn() {
    var web =
        bridge(
            "",
            bound("99999/tcp", "", 1)
                + ","
                + bound("80/tcp", "", 8080)
                + ",\"81/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"70000\"}]");
    var result = result(web);
    assertThat(result.services()).extracting(ServiceEntry::port).containsExactly(8080);
    assertThat(result.notes())
        .containsExactly(
            "ignored: 0123456789ab port 81/tcp is bound to \"70000\", which is no port",
            "ignored: 0123456789ab \"99999/tcp\" is no port",
            "ignored: 0123456789ab port 81 not published on host");
  }

  @Test
  void labelsThatSayNothingUsefulAreMetadataOrNothing() {
    var web =
        bridge(
            "\"Labels\":{\"SERVICE_99999999999_NAME\":\"a\",\"SERVICE_-_NAME\":\"b\"}",
            bound("80/tcp", "", 8080));
    var service = result(web).services().getFirst();
    assertThat(service.name()).isEqualTo("web");
    assertThat(service.meta()).containsOnly(java.util.Map.entry("-_name", "b"));
  }

  @Test
  void whatIsLeftOutIsSaid() {
    assertThat(result(bridge("", "")).notes())
        .containsExactly("ignored: 0123456789ab no published ports");
    assertThat(result(bridge("\"ExposedPorts\":{\"443/tcp\":{}}", "")).notes())
        .containsExactly("ignored: 0123456789ab port 443 not published on host");
    assertThat(
            result(bridge("\"Env\":[\"SERVICE_IGNORE=false\"]", bound("80/tcp", "", 8080))).notes())
        .containsExactly("ignored: 0123456789ab service on port 80");
    assertThat(result(container("\"ExposedPorts\":{\"80/tcp\":{}}", "none", "")).notes())
        .containsExactly("ignored: 0123456789ab no network");
  }

  @Test
  void aTemplateThatFailsLeavesOutItsServiceAlone() {
    var rules =
        new ServiceRules(
            ServiceOptions.of("h"),
            NODE,
            (tags, _) -> {
              if (tags.contains("{{")) {
                throw new TagTemplate.Fault("template: tags:1: unclosed action");
              }
              return tags;
            });
    var web =
        bridge(
            "\"Env\":[\"SERVICE_80_TAGS={{ bad\",\"SERVICE_81_TAGS=good\"]",
            bound("80/tcp", "", 8080) + "," + bound("81/tcp", "", 8081));
    var result = rules.services(web, Optional.empty());
    assertThat(result.services()).extracting(ServiceEntry::tags).containsExactly(List.of("good"));
    assertThat(result.notes())
        .containsExactly(
            "ignored: 0123456789ab service on port 80 service tags template failed: template:"
                + " tags:1: unclosed action");
  }

  @Test
  void imagesAreNamedByTheirLastPart() {
    for (var image :
        List.of("web", "acme/web:1", "r:5000/a/web@sha256:00", "r:5000/web:2@sha256:0")) {
      var inspect =
          "{\"Id\":\"1\",\"Name\":\"/c\",\"Config\":{\"Image\":\""
              + image
              + "\"},"
              + "\"NetworkSettings\":{\"Ports\":{"
              + bound("80/tcp", "", 1)
              + "}}}";
      try {
        var view = ContainerView.of((JsonValue.Obj) JsonReader.readWhole(inspect));
        assertThat(result(view).services().getFirst().name()).isEqualTo("web");
      } catch (DecodeException wrong) {
        throw new IllegalArgumentException(inspect, wrong);
      }
    }
  }
}
