package praetor.agent.rpc.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import praetor.agent.rpc.Recorded;
import praetor.model.Bytes;
import praetor.model.ConnectProxyConfig;
import praetor.model.DecodeException;
import praetor.model.HealthCheck;
import praetor.testkit.RandomTest;
import tools.jackson.databind.JsonNode;

class EventsTest {
  /** Every event recorded is written again byte for byte from what it says. */
  @TestFactory
  Stream<DynamicTest> recordedEventsAreWrittenAgain() {
    return Recorded.entries("grpc/grpc.json")
        .filter(entry -> entry.path("name").asString().startsWith("event-"))
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.path("name").asString(),
                    () -> {
                      var bytes = Recorded.bytes(entry, "message_hex");
                      assertThat(HexFormat.of().formatHex(written(bytes).array()))
                          .isEqualTo(HexFormat.of().formatHex(bytes));
                    }));
  }

  private static Bytes written(byte[] bytes) {
    var event = MessageReader.of(bytes);
    if (event.has(3)) {
      return Events.NEW_SNAPSHOT_TO_FOLLOW;
    }
    long index = event.number(1);
    if (event.has(2)) {
      return Events.endOfSnapshot(index);
    }
    if (event.has(4)) {
      var parts = event.message(4).all(1).stream().map(EventsTest::written).toList();
      return Events.batch(index, parts);
    }
    var row = event.message(10).message(2).instance();
    return event.message(10).number(1) == 0
        ? Events.register(index, row)
        : Events.deregister(index, row);
  }

  @TestFactory
  Stream<DynamicTest> recordedRequestsAreRead() {
    return Stream.of(
            Map.entry("request-Subscribe", new SubscribeRequest(1, "", 0, "dc1", false, "web")),
            Map.entry(
                "request-Subscribe-resume", new SubscribeRequest(1, "", 26, "dc1", false, "web")),
            Map.entry(
                "request-Subscribe-token",
                new SubscribeRequest(
                    1, "22222222-0000-0000-0000-0000000000ff", 0, "dc1", false, "db")))
        .map(
            pair ->
                DynamicTest.dynamicTest(
                    pair.getKey(),
                    () ->
                        assertThat(SubscribeRequest.decode(message(pair.getKey())))
                            .isEqualTo(pair.getValue())));
  }

  private static Bytes message(String name) {
    JsonNode entry =
        Recorded.entries("grpc/grpc.json")
            .filter(e -> e.path("name").asString().equals(name))
            .findFirst()
            .orElseThrow();
    return Bytes.owned(Recorded.bytes(entry, "message_hex"));
  }

  @Test
  void anOldClientsRequestHasTheServiceInAnotherField() throws DecodeException {
    var old = new ProtoWriter().number(1, 1).text(2, "web").text(5, "dc1").toBytes();
    assertThat(SubscribeRequest.decode(old).key()).isEqualTo("web");
  }

  @Test
  void whateverComesIsReadOrRefused() {
    var seed = message("request-Subscribe-token").array();
    RandomTest.of(5_000)
        .check(
            random -> {
              var bytes = seed.clone();
              for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
              }
              try {
                SubscribeRequest.decode(Bytes.owned(bytes));
              } catch (DecodeException e) {
                assertThat(e).hasMessageStartingWith("not a SubscribeRequest");
              }
            });
    assertThatThrownBy(() -> SubscribeRequest.decode(Bytes.utf8("\u00ff\u00ff")))
        .isInstanceOf(DecodeException.class);
  }

  /** Numbers as Consul 1.21.4 has them in the event of a proxy with every field set. */
  @Test
  void aProxyIsWrittenWithAllThatItDoes() throws DecodeException {
    var json =
        """
        {"DestinationServiceName": "web", "DestinationServiceID": "web-1",
         "LocalServiceAddress": "1.2.3.4", "LocalServicePort": 8181,
         "LocalServiceSocketPath": "/tmp/l", "Mode": "transparent",
         "Config": {"cb": true, "cl": ["a", 2], "cm": {"k": null}},
         "TransparentProxy": {"OutboundListenerPort": 15001, "DialedDirectly": true},
         "AccessLogs": {"Enabled": true, "Type": "file", "Path": "/alog", "JSONFormat": "jf"},
         "EnvoyExtensions": [{"Name": "builtin/x", "Required": true, "Arguments": {"q": "z"},
                              "ConsulVersion": ">=1", "EnvoyVersion": ">=2"}],
         "MeshGateway": {"Mode": "local"},
         "Expose": {"Checks": true, "Paths": [{"ListenerPort": 7001, "Path": "/exp",
                    "LocalPathPort": 7002, "Protocol": "http2", "ParsedFromCheck": true}]},
         "Upstreams": [{"DestinationType": "service", "DestinationName": "db",
                        "Datacenter": "dcx", "LocalBindAddress": "127.0.0.7",
                        "LocalBindPort": 7003, "Config": {"u": "c"},
                        "MeshGateway": {"Mode": "remote"}}]}
        """;
    var proxy = ConnectProxyConfig.SHAPE.parseJson(json.getBytes(StandardCharsets.UTF_8));
    var message = MessageReader.of(ProxyMessages.proxy(proxy).toBytes().array());
    assertThat(message.text(1)).isEqualTo("web");
    assertThat(message.text(2)).isEqualTo("web-1");
    assertThat(message.text(3)).isEqualTo("1.2.3.4");
    assertThat(message.number(4)).isEqualTo(8181);
    assertThat(message.all(5).getFirst()).isEqualTo(config());
    var upstream = message.message(6);
    assertThat(upstream.text(1)).isEqualTo("service");
    assertThat(upstream.text(3)).isEqualTo("db");
    assertThat(upstream.text(4)).isEqualTo("dcx");
    assertThat(upstream.text(5)).isEqualTo("127.0.0.7");
    assertThat(upstream.number(6)).isEqualTo(7003);
    assertThat(upstream.message(7).message(1).text(1)).isEqualTo("u");
    assertThat(upstream.message(8).text(1)).isEqualTo("remote");
    assertThat(message.message(7).text(1)).isEqualTo("local");
    assertThat(message.message(8).message(2).text(4)).isEqualTo("http2");
    assertThat(message.text(9)).isEqualTo("transparent");
    assertThat(message.message(10).number(1)).isEqualTo(15001);
    assertThat(message.text(11)).isEqualTo("/tmp/l");
    assertThat(message.message(12).text(5)).isEqualTo(">=2");
    assertThat(message.message(13).text(5)).isEqualTo("jf");
  }

  /** {"cb": true, "cl": ["a", 2.0], "cm": {"k": null}} as google.protobuf.Struct. */
  private static byte[] config() {
    return HexFormat.ofDelimiter(" ")
        .parseHex(
            "0a 08 0a 02 63 62 12 02 20 01"
                + " 0a 18 0a 02 63 6c 12 12 32 10 0a 03 1a 01 61 0a 09 11 00 00 00 00 00 00 00 40"
                + " 0a 11 0a 02 63 6d 12 0b 2a 09 0a 07 0a 01 6b 12 02 08 00");
  }

  @Test
  void aCheckIsWrittenWithItsDefinition() throws DecodeException {
    var json =
        """
        {"Node": "n", "CheckID": "c", "Status": "passing",
         "Definition": {"HTTP": "http://h/", "TLSSkipVerify": true, "Header": {"H": ["a", "b"]},
          "Method": "POST", "TCP": "t:1", "Interval": "11s", "Timeout": "13s",
          "DeregisterCriticalServiceAfter": "17s", "OutputMaxSize": 4321, "SessionName": "sn"}}
        """;
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    var check = HealthCheck.SHAPE.parseJson(bytes);
    var definition = MessageReader.of(CheckMessages.check(check).toBytes().array()).message(10);
    assertThat(definition.text(1)).isEqualTo("http://h/");
    assertThat(definition.number(2)).isEqualTo(1);
    assertThat(definition.message(3).text(1)).isEqualTo("H");
    assertThat(definition.message(3).message(2).all(1)).hasSize(2);
    assertThat(definition.text(4)).isEqualTo("POST");
    assertThat(definition.text(5)).isEqualTo("t:1");
    assertThat(definition.duration(6)).isEqualTo(Duration.ofSeconds(11));
    assertThat(definition.duration(7)).isEqualTo(Duration.ofSeconds(13));
    assertThat(definition.duration(8)).isEqualTo(Duration.ofSeconds(17));
    assertThat(definition.number(9)).isEqualTo(4321);
    assertThat(definition.text(26)).isEqualTo("sn");
  }
}
