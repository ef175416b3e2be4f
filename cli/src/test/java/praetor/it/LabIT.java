package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * One lab from its first minute to its last: {@code praetor lab} on a real Docker Engine without a
 * single image of ours, on the Engine's machine, which has a network of its own. The comments name
 * the rows of the list of promises.
 */
@Timeout(420)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LabIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** With the time to build images, on a machine that has other work, too. */
  private static final Duration UP_MAX = Duration.ofMinutes(5);

  private static final Pattern ROW = Pattern.compile("<tr><td>(.*?)</td></tr>");
  private static final Pattern INPUT = Pattern.compile("<input name=\"(\\w+)\"");

  @TempDir static Path folder;
  private static DockerEngine engine;

  @BeforeAll
  static void start() throws Exception {
    Skip.unless(Programs.exists("nsenter"), "the lab", "nsenter is not installed");
    Skip.unless(Programs.exists("curl"), "the lab", "curl is not installed");
    engine = DockerEngine.startWithPorts();
    engine.docker("network", "create", "other");
    engine.docker("run", "-d", "--name", "others", "--network", "other", "bb", "sleep", "1000");
  }

  @AfterAll
  static void stop() throws Exception {
    if (engine != null) {
      engine.close();
    }
  }

  private static Console.Ended lab(String... words) throws Exception {
    var command = new ArrayList<>(engine.there());
    command.addAll(Program.fromSources());
    command.add("lab");
    var environment = Map.of("DOCKER_HOST", engine.host());
    try (var console = Console.start(folder, command, List.of(words), environment)) {
      return console.ended(UP_MAX);
    }
  }

  /** Brings it up, with time for a machine that has other work, too. */
  private static Console.Ended up(String... flags) throws Exception {
    return lab(
        Stream.concat(Stream.of("up", "-wait", "4m"), Stream.of(flags)).toArray(String[]::new));
  }

  /** The lines about what was done. */
  private static List<String> done(Console.Ended up) {
    assertThat(up.exitCode()).as(up.output()).isZero();
    return up.output().lines().takeWhile(line -> !line.equals("ready")).toList();
  }

  private static String curl(String url) throws Exception {
    var line = new ArrayList<>(engine.there());
    line.addAll(List.of("curl", "-s", "-S", url));
    return Console.run(folder, line).output();
  }

  /** The cells of the portal's tables, lines of one service each. */
  private static List<List<String>> portal(String query) throws Exception {
    var page = curl("http://127.0.0.1:8080/" + query);
    return ROW.matcher(page)
        .results()
        .map(row -> List.of(row.group(1).split("</td><td>")))
        .toList();
  }

  private static long instancesShown(String service) throws Exception {
    return portal("").stream().filter(row -> row.getFirst().equals(service)).count();
  }

  private static List<String> names() throws Exception {
    return engine.docker("ps", "--format", "{{.Names}}").lines().sorted().toList();
  }

  // B26b
  @Test
  @Order(1)
  void oneCommandStartsAllOfIt() throws Exception {
    long startedNanos = System.nanoTime();
    done(up());
    System.out.println(
        "lab up with images: "
            + Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds()
            + " s");
    assertThat(names())
        .containsExactly(
            "others",
            "praetor-lab-balancer",
            "praetor-lab-host1",
            "praetor-lab-host2",
            "praetor-lab-portal-1",
            "praetor-lab-server",
            "praetor-lab-stock-price-1",
            "praetor-lab-weather-1");
    var nodes = JsonMapper.shared().readTree(curl("http://127.0.0.1:8500/v1/catalog/nodes"));
    assertThat(nodes.values().stream().map(node -> node.path("Node").stringValue()))
        .containsExactlyInAnyOrder("server", "host1", "host2");
    var status = lab("status");
    assertThat(status.exitCode()).isZero();
    assertThat(status.output())
        .containsPattern("praetor-lab-weather-1 +host2 +[0-9.]+ +Up ")
        .contains("http://127.0.0.1:8080/", "http://127.0.0.1:8500");
  }

  @Test
  @Order(2)
  void aSecondTimeItHasNothingToDo() throws Exception {
    assertThat(done(up())).isEmpty();
  }

  // B30: the images came from "samples/images", which "make -C samples images" runs, without a
  // network
  @Test
  @Order(2)
  void theImagesAreThere() throws Exception {
    assertThat(engine.docker("images", "--format", "{{.Repository}}:{{.Tag}}").lines())
        .contains("praetor/stock-price:latest", "praetor/weather:latest", "praetor/portal:latest");
  }

  // B21, B37: the form as a browser without scripts sends it
  @Test
  @Order(2)
  void thePortalAnswersWhatIsTypedIn() throws Exception {
    var page = curl("http://127.0.0.1:8080/");
    assertThat(page).contains("<form method=\"get\" action=\"/\">").doesNotContain("<script");
    var inputs = INPUT.matcher(page).results().map(input -> input.group(1)).toList();
    var typed = Map.of("symbol", "amzn", "city", "New York");
    var query =
        inputs.stream()
            .map(name -> name + "=" + URLEncoder.encode(typed.get(name), StandardCharsets.UTF_8))
            .reduce((a, b) -> a + "&" + b)
            .orElseThrow();
    var rows = portal("?" + query);
    assertThat(rows.get(0))
        .startsWith("stock-price", "amzn")
        .contains("praetor-lab-stock-price-1")
        .anyMatch(cell -> cell.matches("[0-9.]+ USD"));
    assertThat(rows.get(1))
        .startsWith("weather", "New York")
        .contains("praetor-lab-weather-1")
        .anyMatch(cell -> cell.matches("-?[0-9.]+ C"));
  }

  // B21, B37: the same image as a container of its own, which the registrators leave alone
  @Test
  @Order(2)
  void theServicesAreToldByTheirEnvironment() throws Exception {
    engine.docker(
        "run",
        "-d",
        "--name",
        "warm",
        "-p",
        "4567:4567",
        "-e",
        "TEMP_SCALE=F",
        "-e",
        "API_KEY=k",
        "praetor/weather");
    await().atMost(SOON).until(() -> curl("http://127.0.0.1:4567/health").equals("OK"));
    assertThat(curl("http://127.0.0.1:4567/weather/Oslo"))
        .contains("\"city\":\"Oslo\"", "\"scale\":\"F\"");
    assertThat(curl("http://127.0.0.1:8080/weather/weather/Oslo")).contains("\"scale\":\"C\"");
    assertThat(curl("http://127.0.0.1:8080/stock-price/stock/AMZN"))
        .contains("\"symbol\":\"AMZN\"", "\"instance\":\"praetor-lab-stock-price-1\"");
    assertThat(instancesShown("weather")).isEqualTo(1);
    engine.docker("rm", "-f", "warm");
  }

  // B22: the portal asks "stock-price" of a resolver with "search service.consul"; here each step
  // alone
  @Test
  @Order(2)
  void aNameLeadsToATargetAndItsPort() throws Exception {
    var portal = "praetor-lab-portal-1";
    assertThat(engine.docker("exec", portal, "cat", "/etc/resolv.conf"))
        .contains("search service.consul");
    Skip.unless(Programs.exists("dig"), "a DNS question", "dig is not installed");
    var dig = new ArrayList<>(engine.there());
    dig.addAll(List.of("dig", "@127.0.0.1", "-p", "8600", "+short"));
    var record =
        Console.run(folder, dig, "stock-price.service.consul", "SRV").output().strip().split(" ");
    assertThat(record[2]).isEqualTo("4567");
    var address =
        engine.docker(
            "inspect",
            "-f",
            "{{(index .NetworkSettings.Networks \"praetor-lab\").IPAddress}}",
            "praetor-lab-stock-price-1");
    assertThat(Console.run(folder, dig, record[3], "A").output().strip()).isEqualTo(address);
    // The system's own resolver of that container knows the target, too.
    assertThat(engine.docker("exec", portal, "nslookup", "-type=a", record[3])).contains(address);
  }

  @Test
  @Order(3)
  void moreInstancesShowAndKillingThemLosesNoRequest() throws Exception {
    assertThat(done(up("-scale", "stock-price=3", "-scale", "weather=2", "-scale", "portal=2")))
        .containsExactly(
            "start  praetor-lab-stock-price-2",
            "start  praetor-lab-stock-price-3",
            "start  praetor-lab-weather-2",
            "start  praetor-lab-portal-2");
    await().atMost(SOON).until(() -> instancesShown("stock-price") == 3);
    assertThat(instancesShown("weather")).isEqualTo(2);
    var url = "http://127.0.0.1:8080/?symbol=AMZN&city=Oslo";
    try (var load = RequestLoad.start(folder, engine.there(), url, " USD</td>", " C</td>")) {
      engine.docker("kill", "praetor-lab-stock-price-1", "praetor-lab-weather-2");
      await().atMost(SOON).until(() -> instancesShown("stock-price") == 2);
      engine.docker("kill", "praetor-lab-portal-1");
      await().atMost(SOON).until(() -> instancesShown("weather") == 1);
      await()
          .atMost(SOON)
          .until(
              () ->
                  engine
                      .docker("logs", "praetor-lab-balancer")
                      .contains("portal=1, stock-price=2, weather=1"));
      load.assertNothingLost();
    }
  }

  @Test
  @Order(4)
  void whatWasKilledIsRepaired() throws Exception {
    assertThat(done(up()))
        .containsExactlyInAnyOrder(
            "remove praetor-lab-portal-1",
            "remove praetor-lab-stock-price-1",
            "remove praetor-lab-weather-2",
            "start  praetor-lab-stock-price-1",
            "start  praetor-lab-weather-2",
            "start  praetor-lab-portal-1");
    await().atMost(SOON).until(() -> instancesShown("stock-price") == 3);
  }

  @Test
  @Order(5)
  void aSecondLabThatFailsGoesWithoutTheFirst() throws Exception {
    var before = names();
    var taken = up("-name", "two");
    assertThat(taken.exitCode()).isEqualTo(1);
    assertThat(taken.output())
        .containsPattern(
            "\nport 8[56]00 is in use: choose another with -port, -http-port or -dns-port\n$");
    assertThat(lab("down", "-name", "two").exitCode()).isZero();
    assertThat(lab("down", "-name", "two").output()).isEqualTo("There is no lab.\n");
    assertThat(names()).isEqualTo(before);
    assertThat(networks()).contains("praetor-lab").doesNotContain("praetor-two");
  }

  @Test
  @Order(6)
  void theLabGoesAndNothingElse() throws Exception {
    assertThat(lab("down").exitCode()).isZero();
    assertThat(engine.docker("ps", "-a", "--format", "{{.Names}}")).isEqualTo("others");
    assertThat(networks()).contains("other").doesNotContain("praetor-lab");
    assertThat(engine.docker("volume", "ls", "-q")).isEmpty();
    assertThat(lab("status").exitCode()).isEqualTo(1);
  }

  private static Stream<String> networks() throws Exception {
    return engine.docker("network", "ls", "--format", "{{.Name}}").lines();
  }

  @Test
  @Order(7)
  void mistakesAreOneLine() throws Exception {
    assertThat(lab("up", "-scale", "shop=2").output())
        .isEqualTo("the services of the lab are stock-price, weather, portal, not \"shop\"\n");
    assertThat(lab("up", "-scale", "weather=many").output())
        .isEqualTo("-scale takes SERVICE=NUMBER, not weather=many\n");
    assertThat(lab("up", "-name", "My Lab").output()).hasLineCount(1);
    var nowhere = Map.of("DOCKER_HOST", "unix:///nowhere/docker.sock");
    assertThat(Console.run(folder, Program.command(), nowhere, "lab", "up").output())
        .startsWith("no Docker Engine: dial unix /nowhere/docker.sock: ")
        .hasLineCount(1);
  }
}
