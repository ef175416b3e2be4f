package praetor.client.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchTest {
  private static Watch parse(Map<String, ?> parameters) throws WatchException {
    return Watch.parse(parameters, new Watch.Others() {});
  }

  private static Map<String, Object> parameters(String text) {
    var parameters = new LinkedHashMap<String, Object>();
    for (var pair : text.split(" ")) {
      var parts = pair.split("=", 2);
      var value = parts[1];
      parameters.put(
          parts[0],
          value.equals("true")
              ? Boolean.TRUE
              : value.matches("\\d+") ? (Object) Long.valueOf(value) : value);
    }
    return parameters;
  }

  /** As {@code consul watch} 1.21.4 asked. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type=key key=/a/b                         | /v1/kv/a/b
          type=keyprefix prefix=a/                  | /v1/kv/a/?recurse=
          type=services filter=x stale=true         | /v1/catalog/services?filter=x&stale=
          type=nodes datacenter=dc2                 | /v1/catalog/nodes?dc=dc2
          type=service service=web passingonly=true | /v1/health/service/web?passing=1
          type=service service=web tag=a            | /v1/health/service/web?tag=a
          type=checks                               | /v1/health/state/any
          type=checks service=web                   | /v1/health/checks/web
          type=checks state=passing                 | /v1/health/state/passing
          type=event name=q                         | /v1/event/list?name=q
          type=agent_service service_id=web         | /v1/agent/service/web
          """)
  void eachTypeAsksAsConsulDoes(String given, String target) throws Exception {
    var agent = new FakeAgent().answer(7, "[]");
    parse(parameters(given)).read(agent.client(), Optional.empty());
    assertThat(agent.asked).containsExactly(target);
  }

  /** Texts, and what Consul 1.21.4 shows of the parameters that it has not read. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          key=a                         | Watch type must be specified | key
          type=bogus key=a              | Unsupported watch type: bogus | key
          type=key                      | Must specify a single key to watch | ''
          type=key key=5                | Expecting key to be a string | key
          type=key key=a bogus=1 tag=x  | Invalid parameters: [bogus tag] | bogus,tag
          type=nodes datacenter=5       | Expecting datacenter to be a string | type,datacenter
          type=nodes stale=yes          | Expecting stale to be a boolean | stale
          type=service                  | Must specify a single service to watch | ''
          type=service service=a tag=5  | Expecting tag to be a string or []string | tag
          type=checks service=a state=b | Cannot specify service and state | ''
          type=event name=a stale=true  | Invalid parameters: [stale] | stale
          type=keyprefix                | Must specify a single prefix to watch | ''
          """)
  void whatCannotBeWatchedIsRefusedInConsulsWords(String given, String text, String rest) {
    assertThatThrownBy(() -> parse(parameters(given)))
        .isInstanceOfSatisfying(
            WatchException.class,
            wrong -> {
              assertThat(wrong.getMessage()).isEqualTo(text);
              assertThat(String.join(",", wrong.rest().keySet())).isEqualTo(rest);
            });
  }

  @Test
  void aListOfOneStandsForItsElementAndTagsMayBeSeveral() throws Exception {
    var agent = new FakeAgent().answer(7, "[]").answer(7, "[]");
    parse(Map.of("type", "key", "key", List.of("a"))).read(agent.client(), Optional.empty());
    parse(Map.of("type", "service", "service", "web", "tag", List.of("a", "b")))
        .read(agent.client(), Optional.of("7"));
    assertThat(agent.asked)
        .containsExactly("/v1/kv/a", "/v1/health/service/web?index=7&tag=a&tag=b");
    assertThatThrownBy(
            () -> parse(Map.of("type", "service", "service", "web", "tag", List.of("a", 5L))))
        .hasMessage("Index 1 of tag expected to be string");
  }

  @Test
  void anUnknownStateIsAFailureOfTheRead() throws Exception {
    var watch = parse(Map.of("type", "checks", "state", "bogus"));
    assertThatThrownBy(() -> watch.read(new FakeAgent().client(), Optional.empty()))
        .hasMessage("Unsupported state: bogus");
  }

  private static String shown(Map<String, ?> watch, String body) throws Exception {
    var result = parse(watch).read(new FakeAgent().answer(7, body).client(), Optional.empty());
    return HandlerInput.of(result.value()).utf8().strip();
  }

  /** What {@code consul watch} 1.21.4 printed of these answers. */
  @Test
  void valuesAreShownInTheFormOfConsulsWatches() throws Exception {
    assertThat(
            shown(
                Map.of("type", "key", "key", "a"),
                "[{\"LockIndex\":0,\"Key\":\"a\",\"Flags\":18446744073709551615,"
                    + "\"Value\":\"MQ==\",\"CreateIndex\":15,\"ModifyIndex\":16}]"))
        .isEqualTo(
            "{\"Key\":\"a\",\"CreateIndex\":15,\"ModifyIndex\":16,\"LockIndex\":0,"
                + "\"Flags\":18446744073709551615,\"Value\":\"MQ==\",\"Session\":\"\"}");
    assertThat(
            shown(
                Map.of("type", "checks"),
                "[{\"Node\":\"rich\",\"CheckID\":\"c1\",\"Name\":\"n1\",\"Status\":\"passing\","
                    + "\"Notes\":\"no\",\"Output\":\"out\",\"ServiceID\":\"r1\","
                    + "\"ServiceName\":\"rich\",\"ServiceTags\":[\"t\"],\"Type\":\"http\","
                    + "\"Interval\":\"\",\"Timeout\":\"\",\"ExposedPort\":0,\"Definition\":{"
                    + "\"Interval\":\"10s\",\"HTTP\":\"http://x\",\"Header\":{\"A\":[\"b\"]}},"
                    + "\"CreateIndex\":514,\"ModifyIndex\":514}]"))
        .isEqualTo(
            "[{\"Node\":\"rich\",\"CheckID\":\"c1\",\"Name\":\"n1\",\"Status\":\"passing\","
                + "\"Notes\":\"no\",\"Output\":\"out\",\"ServiceID\":\"r1\","
                + "\"ServiceName\":\"rich\",\"ServiceTags\":[\"t\"],\"Type\":\"http\","
                + "\"ExposedPort\":0,\"Definition\":{\"Interval\":\"10s\",\"Timeout\":\"0s\","
                + "\"DeregisterCriticalServiceAfter\":\"0s\",\"HTTP\":\"http://x\","
                + "\"Header\":{\"A\":[\"b\"]},\"Method\":\"\",\"Body\":\"\","
                + "\"TLSServerName\":\"\",\"TLSSkipVerify\":false,\"TCP\":\"\","
                + "\"TCPUseTLS\":false,\"UDP\":\"\",\"GRPC\":\"\",\"OSService\":\"\","
                + "\"GRPCUseTLS\":false},\"CreateIndex\":514,\"ModifyIndex\":514}]");
    assertThat(
            shown(
                Map.of("type", "service", "service", "rich"),
                "[{\"Node\":{\"ID\":\"\",\"Node\":\"bare\",\"Address\":\"10.0.0.10\","
                    + "\"Datacenter\":\"dc1\",\"TaggedAddresses\":null,\"Meta\":null,"
                    + "\"CreateIndex\":515,\"ModifyIndex\":515},\"Service\":{\"ID\":\"rich\","
                    + "\"Service\":\"rich\",\"Tags\":[],\"Address\":\"\",\"Meta\":null,"
                    + "\"Weights\":{\"Passing\":1,\"Warning\":1},\"EnableTagOverride\":false,"
                    + "\"Locality\":{\"Region\":\"r2\"},"
                    + "\"Proxy\":{\"Mode\":\"\",\"MeshGateway\":{},\"Expose\":{}},\"Connect\":{},"
                    + "\"PeerName\":\"\",\"CreateIndex\":515,\"ModifyIndex\":515},"
                    + "\"Checks\":[]}]"))
        .isEqualTo(
            "[{\"Node\":{\"ID\":\"\",\"Node\":\"bare\",\"Address\":\"10.0.0.10\","
                + "\"Datacenter\":\"dc1\",\"TaggedAddresses\":null,\"Meta\":null,"
                + "\"CreateIndex\":515,\"ModifyIndex\":515},\"Service\":{\"ID\":\"rich\","
                + "\"Service\":\"rich\",\"Tags\":[],\"Meta\":null,\"Port\":0,\"Address\":\"\","
                + "\"Weights\":{\"Passing\":1,\"Warning\":1},\"EnableTagOverride\":false,"
                + "\"CreateIndex\":515,\"ModifyIndex\":515,"
                + "\"Proxy\":{\"MeshGateway\":{},\"Expose\":{}},\"Connect\":{},"
                + "\"Locality\":{\"Region\":\"r2\",\"Zone\":\"\"}},\"Checks\":[]}]");
    assertThat(
            shown(
                Map.of("type", "agent_service", "service_id", "web"),
                "{\"ID\":\"web\",\"Service\":\"web\",\"Tags\":[],\"Meta\":{},\"Port\":80,"
                    + "\"Address\":\"\",\"Weights\":{\"Passing\":1,\"Warning\":1},"
                    + "\"EnableTagOverride\":false,\"ContentHash\":\"17\","
                    + "\"Datacenter\":\"dc1\"}"))
        .isEqualTo(
            "{\"ID\":\"web\",\"Service\":\"web\",\"Tags\":[],\"Meta\":{},\"Port\":80,"
                + "\"Address\":\"\",\"Weights\":{\"Passing\":1,\"Warning\":1},"
                + "\"EnableTagOverride\":false,\"ContentHash\":\"17\",\"Datacenter\":\"dc1\"}");
  }

  @Test
  void aKeyThatDoesNotExistIsNull() throws Exception {
    var agent = new FakeAgent().answer(404, Map.of("x-consul-index", "9"), "");
    var result = parse(Map.of("type", "key", "key", "a")).read(agent.client(), Optional.empty());
    assertThat(HandlerInput.of(result.value()).utf8()).isEqualTo("null\n");
    assertThat(result.index()).isEqualTo("9");
  }

  @Test
  void otherFailuresAreToldWithTheirStatus() throws Exception {
    var agent = new FakeAgent().answer(404, Map.of(), "unknown service ID: web");
    var watch = parse(Map.of("type", "agent_service", "service_id", "web"));
    assertThatThrownBy(() -> watch.read(agent.client(), Optional.empty()))
        .hasMessage("Unexpected response code: 404 (unknown service ID: web)");
  }
}
