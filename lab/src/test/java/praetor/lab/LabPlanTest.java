package praetor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import praetor.docker.ContainerSpec.Dns;
import praetor.docker.ContainerSpec.PublishedPort;

class LabPlanTest {
  private static final String SOCKET = "/var/run/docker.sock";

  static LabPlan plan(Map<String, Integer> scale) {
    return new LabPlan(new LabName("lab"), LabPorts.USUAL, scale, SOCKET);
  }

  private static Part part(LabPlan plan, String name) {
    return plan.parts().stream()
        .filter(part -> part.name().equals("praetor-lab-" + name))
        .findFirst()
        .orElseThrow();
  }

  private static String host(LabPlan plan, String name) {
    return part(plan, name).container().labels().get(Labels.HOST);
  }

  @Test
  void aNewLabHasAServerTwoHostsEachServiceOnceAndABalancer() {
    assertThat(plan(Map.of()).parts().stream().map(Part::name))
        .containsExactly(
            "praetor-lab-server",
            "praetor-lab-host1",
            "praetor-lab-host2",
            "praetor-lab-stock-price-1",
            "praetor-lab-weather-1",
            "praetor-lab-portal-1",
            "praetor-lab-balancer");
  }

  @Test
  void everythingIsLabelledAndComesAfterWhatItNeeds() {
    var before = new HashSet<String>();
    for (var part : plan(Map.of("weather", 3, "portal", 0)).parts()) {
      assertThat(part.container().labels()).containsEntry("praetor.lab", "lab");
      part.needs().ifPresent(needed -> assertThat(before).contains(needed));
      before.add(part.name());
    }
  }

  @Test
  void instancesAreSpreadAndScalingMovesNone() {
    var small = plan(Map.of());
    var large = plan(Map.of("stock-price", 3, "weather", 2));
    assertThat(host(large, "stock-price-1")).isEqualTo(host(small, "stock-price-1"));
    assertThat(host(large, "weather-1")).isEqualTo(host(small, "weather-1"));
    assertThat(host(large, "stock-price-2")).isNotEqualTo(host(large, "stock-price-1"));
    assertThat(host(large, "weather-2")).isNotEqualTo(host(large, "weather-1"));
  }

  @Test
  void anInstanceAsksTheDnsOfItsHost() {
    var instance = part(plan(Map.of()), "weather-1");
    assertThat(instance.needs()).contains("praetor-lab-" + host(plan(Map.of()), "weather-1"));
    assertThat(instance.spec(Optional.of("172.18.0.3"), "image").dns())
        .contains(new Dns("172.18.0.3", "service.consul"));
    assertThat(part(plan(Map.of()), "balancer").spec(Optional.of("172.18.0.2"), "image").dns())
        .isEmpty();
  }

  @Test
  void aHostRegistersOnlyWhatCountsAsItsOwn() {
    var host = part(plan(Map.of()), "host2").container();
    assertThat(host.environment().get("PRAETOR_LOCAL_CONFIG"))
        .isEqualTo(
            "{\"registrator\":{\"docker\":\"docker:///var/run/docker.sock\",\"internal\":true,"
                + "\"labels\":[\"praetor.lab=lab\",\"praetor.lab.host=host2\"]}}");
    assertThat(host.binds()).containsExactly(SOCKET + ":/var/run/docker.sock");
  }

  @Test
  void portsAreOpenOnTheLoopbackAlone() {
    var published =
        plan(Map.of()).parts().stream().flatMap(part -> part.container().ports().stream()).toList();
    assertThat(published)
        .containsExactlyInAnyOrder(
            new PublishedPort("127.0.0.1", 8500, 8500, "tcp"),
            new PublishedPort("127.0.0.1", 8600, 53, "tcp"),
            new PublishedPort("127.0.0.1", 8600, 53, "udp"),
            new PublishedPort("127.0.0.1", 8080, 8080, "tcp"));
  }

  @Test
  void whatCannotBeIsRefusedWithASentence() {
    assertThatThrownBy(() -> plan(Map.of("shop", 1)))
        .hasMessage("the services of the lab are stock-price, weather, portal, not \"shop\"");
    assertThatThrownBy(() -> plan(Map.of("weather", 21)))
        .hasMessage("weather can have 0 to 20 instances, not 21");
    assertThatThrownBy(() -> new LabName("My Lab")).hasMessageContaining("not \"My Lab\"");
    assertThatThrownBy(() -> new LabPorts(8080, 0, 8600))
        .hasMessage("a port is a number from 1 to 65535, not 0");
  }

  @Test
  void whatIsNotSaidStaysAsItWas() {
    var ports = new LabPorts(1080, 1500, 1600);
    var before = new LabPlan(new LabName("lab"), ports, Map.of("weather", 2), SOCKET);
    var present = Presents.of(before, Map.of());
    var request =
        new LabRequest(
            Optional.of(1081),
            Optional.empty(),
            Optional.empty(),
            Map.of("portal", 2),
            Duration.ZERO);
    var after = request.plan(before.name(), present, SOCKET);
    assertThat(after.ports()).isEqualTo(new LabPorts(1081, 1500, 1600));
    assertThat(List.of(after.instances("weather"), after.instances("portal")))
        .containsExactly(2, 2);
    assertThat(request.plan(before.name(), Presents.NOTHING, SOCKET).ports())
        .isEqualTo(new LabPorts(1081, 8500, 8600));
  }
}
