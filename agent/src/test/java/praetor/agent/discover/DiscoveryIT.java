package praetor.agent.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches in a made-up EC2. */
class DiscoveryIT {
  private static final String KEYS =
      " access_key_id=AKID secret_access_key=SECRET region=eu-west-1";

  private final List<String> bodies = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private HttpServer ec2;

  @BeforeEach
  void start() throws IOException {
    ec2 = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ec2.createContext("/", this::answer);
    ec2.start();
  }

  @AfterEach
  void stop() {
    ec2.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    bodies.add(body);
    authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
    if (body.contains("tag%3Aforbidden")) {
      send(
          exchange,
          403,
          "<Response><Errors><Error><Code>UnauthorizedOperation</Code>"
              + "<Message>You are not authorized.</Message></Error></Errors></Response>");
    } else if (body.contains("tag%3Abroken")) {
      send(exchange, 200, "<DescribeInstancesResponse><reser");
    } else if (body.contains("NextToken=page2")) {
      send(exchange, 200, machines(machine(3), ""));
    } else {
      send(exchange, 200, machines(machine(1) + machine(2), "<nextToken>page2</nextToken>"));
    }
  }

  private static String machines(String items, String more) {
    return "<?xml version=\"1.0\"?><DescribeInstancesResponse xmlns=\"x\"><reservationSet><item>"
        + "<instancesSet>"
        + items
        + "</instancesSet></item></reservationSet>"
        + more
        + "</DescribeInstancesResponse>";
  }

  private static String machine(int number) {
    return """
        <item><instanceId>i-%1$d</instanceId><privateIpAddress>10.0.0.%1$d</privateIpAddress>
        <ipAddress>54.0.0.%1$d</ipAddress><networkInterfaceSet><item>
        <privateIpAddress>10.0.0.%1$d</privateIpAddress><ipv6AddressesSet><item>
        <ipv6Address>2001:db8::%1$d</ipv6Address></item></ipv6AddressesSet></item>
        </networkInterfaceSet></item>"""
        .formatted(number);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private List<String> found(String search) throws IOException {
    var endpoint = " endpoint=http://127.0.0.1:" + ec2.getAddress().getPort();
    return new Discovery(Map.of()).addresses(search + endpoint + KEYS);
  }

  @ParameterizedTest
  @CsvSource({"private_v4,10.0.0.", "public_v4,54.0.0.", "public_v6,2001:db8::"})
  void findsMachinesByTheirTag(String type, String prefix) throws IOException {
    assertThat(found("provider=aws tag_key=role tag_value=\"the servers\" addr_type=" + type))
        .containsExactly(prefix + 1, prefix + 2, prefix + 3);
    assertThat(bodies)
        .hasSize(2)
        .allSatisfy(
            body ->
                assertThat(body)
                    .contains("Action=DescribeInstances")
                    .contains("Filter.1.Name=tag%3Arole")
                    .contains("Filter.1.Value.1=the+servers")
                    .contains("Filter.2.Value.1=running"));
    assertThat(authorizations)
        .allMatch(a -> a.startsWith("AWS4-HMAC-SHA256 Credential=AKID/"))
        .allMatch(a -> a.contains("/eu-west-1/ec2/aws4_request"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "provider=aws tag_key=forbidden tag_value=x"
            + "| discover-aws: DescribeInstances failed: UnauthorizedOperation: You are not authorized.",
        "provider=aws tag_key=broken tag_value=x | discover-aws: the answer is no XML",
        "provider=aws tag_value=x | discover-aws: tag_key is missing",
        "provider=aws tag_key=a tag_value=b addr_type=odd | discover-aws: addr_type=odd is not known",
        "provider=gce tag_value=x | discover: this version does not know the provider \"gce\"",
        "provider=moon | discover: unknown provider \"moon\"",
        "provider=aws tag_key=\"a | discover: a quoted value does not end",
        "provider=aws tag_key | discover: missing '=' behind \"tag_key endpoint\"",
        "provider=aws provider=gce | discover: key provider stands twice"
      })
  void saysWhyItFindsNothing(String search, String why) {
    assertThatThrownBy(() -> found(search))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(why);
  }

  @Test
  void secretsAreNotShown() {
    assertThat(
            Discovery.withoutSecrets(
                "provider=aws access_key_id=A secret_access_key=\"S T\" session_token=U region=r"))
        .isEqualTo(
            "provider=aws access_key_id=A secret_access_key=hidden session_token=hidden region=r");
  }

  @Test
  void anAddressIsNoSearch() {
    assertThat(Discovery.isOne("10.0.0.1:8301")).isFalse();
    assertThat(Discovery.isOne("provider=aws tag_key=a tag_value=b")).isTrue();
  }
}
