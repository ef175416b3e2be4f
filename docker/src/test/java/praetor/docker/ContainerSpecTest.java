package praetor.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import praetor.docker.ContainerSpec.Dns;
import praetor.docker.ContainerSpec.PublishedPort;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;

class ContainerSpecTest {
  @Test
  void theRequestSaysAllOfIt() {
    var spec =
        new ContainerSpec(
            "web1",
            "web",
            List.of("-v"),
            Map.of("B", "2", "A", "1"),
            Map.of("lab", "x"),
            Optional.of("0:0"),
            "net",
            Optional.of(new Dns("10.0.0.1", "service.consul")),
            List.of("/a:/b"),
            List.of(new PublishedPort("127.0.0.1", 8600, 53, "udp")));
    assertThat(spec.json().toText())
        .isEqualTo(
            "{\"Image\":\"web\",\"Hostname\":\"web1\",\"Cmd\":[\"-v\"],\"Env\":[\"A=1\",\"B=2\"],"
                + "\"Labels\":{\"lab\":\"x\"},\"User\":\"0:0\",\"ExposedPorts\":{\"53/udp\":{}},"
                + "\"HostConfig\":{\"NetworkMode\":\"net\",\"Binds\":[\"/a:/b\"],"
                + "\"Dns\":[\"10.0.0.1\"],\"DnsSearch\":[\"service.consul\"],"
                + "\"DnsOptions\":[\"ndots:1\"],\"PortBindings\":{\"53/udp\":"
                + "[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"8600\"}]}}}");
  }

  @Test
  void whatIsNotSaidIsTheImages() {
    var spec =
        new ContainerSpec(
            "web1",
            "web",
            List.of(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            "net",
            Optional.empty(),
            List.of(),
            List.of());
    assertThat(spec.json().toText()).doesNotContain("Cmd", "User", "Dns");
  }

  @Test
  void aContainerInAListIsRead() throws Exception {
    var listed =
        JsonReader.read(
            """
            {"Id":"c1","Names":["/web1"],"State":"running","Status":"Up 2 seconds","Labels":{"lab":"x"},
             "NetworkSettings":{"Networks":{"net":{"IPAddress":"172.18.0.2"},"gone":{"IPAddress":""}}}}
            """);
    var summary = ContainerSummary.of(((JsonValue.Obj) listed).members());
    assertThat(summary)
        .isEqualTo(
            new ContainerSummary(
                "c1",
                "web1",
                "running",
                "Up 2 seconds",
                Map.of("lab", "x"),
                Map.of("net", "172.18.0.2")));
    assertThat(summary.isRunning()).isTrue();
  }
}
