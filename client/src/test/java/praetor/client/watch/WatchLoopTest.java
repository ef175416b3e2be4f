package praetor.client.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import praetor.model.codec.JsonValue;

class WatchLoopTest {
  private final FakeAgent agent = new FakeAgent();
  private final List<String> handled = new ArrayList<>();

  private final class Collector implements WatchLoop.Handler {
    private final int enough;

    Collector(int enough) {
      this.enough = enough;
    }

    @Override
    public boolean changed(String index, JsonValue value) {
      handled.add(index + " " + HandlerInput.of(value).utf8().strip());
      return handled.size() < enough;
    }

    @Override
    public void failed(IOException failure, Duration retry) {
      handled.add(failure.getMessage() + " " + retry);
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void noInterruptStays() {
    assertThat(Thread.interrupted()).as("interrupted").isFalse();
  }

  /** Runs until the handler has enough or there are no more answers. */
  private void watch(int enough, Object... parameters) throws Exception {
    var given = new LinkedHashMap<String, Object>();
    for (int i = 0; i < parameters.length; i += 2) {
      given.put(String.valueOf(parameters[i]), parameters[i + 1]);
    }
    var watch = Watch.parse(given, new Watch.Others() {});
    var loop = new WatchLoop(watch, agent.client(), new Collector(enough));
    if (enough == Integer.MAX_VALUE) {
      assertThatThrownBy(loop::run).isInstanceOf(InterruptedException.class);
    } else {
      loop.run();
    }
  }

  @Test
  void theHandlerGetsTheFirstResultAndThoseThatDiffer() throws Exception {
    agent.answer(3, "{\"a\":[]}").answer(5, "{\"a\":[]}").answer(6, "{\"a\":[],\"b\":[]}");
    watch(Integer.MAX_VALUE, "type", "services");
    assertThat(handled).containsExactly("3 {\"a\":[]}", "6 {\"a\":[],\"b\":[]}");
    assertThat(agent.asked)
        .containsExactly(
            "/v1/catalog/services",
            "/v1/catalog/services?index=3",
            "/v1/catalog/services?index=5",
            "/v1/catalog/services?index=6");
  }

  @Test
  void aReadWhoseTimeIsOverIsRepeated() throws Exception {
    agent.answer(3, "{}").answer(3, "{}");
    watch(Integer.MAX_VALUE, "type", "services");
    assertThat(handled).hasSize(1);
    assertThat(agent.asked).hasSize(3);
  }

  @Test
  void anIndexThatGoesBackwardsBeginsAnew() throws Exception {
    agent.answer(30, "{}").answer(4, "{\"a\":[]}");
    watch(Integer.MAX_VALUE, "type", "services");
    assertThat(agent.asked.getLast()).isEqualTo("/v1/catalog/services");
    assertThat(handled).containsExactly("30 {}", "4 {\"a\":[]}");
  }

  @Test
  void ofEventsOnlyThoseAfterTheLastAreGiven() throws Exception {
    var first = event("c0ca682e-79a8-b713-0419-b7bcbfd9007d");
    var second = event("f654a639-a51c-9a26-0fc4-8a596827299f");
    agent
        .answer(Long.parseUnsignedLong("14182925473007384430"), "[" + first + "]")
        .answer(Long.parseUnsignedLong("17982922106362115001"), "[" + first + "," + second + "]");
    watch(2, "type", "event");
    assertThat(handled)
        .containsExactly(
            "14182925473007384430 [" + first + "]", "17982922106362115001 [" + second + "]");
  }

  private static String event(String id) {
    return "{\"ID\":\""
        + id
        + "\",\"Name\":\"e\",\"Payload\":null,\"NodeFilter\":\"\",\"ServiceFilter\":\"\","
        + "\"TagFilter\":\"\",\"Version\":1,\"LTime\":2}";
  }

  @Test
  void servicesOfTheAgentAreFollowedByTheirHash() throws Exception {
    var headers = Map.of("x-consul-contenthash", "17");
    agent.answer(200, headers, "{\"ID\":\"web\"}");
    watch(Integer.MAX_VALUE, "type", "agent_service", "service_id", "web");
    assertThat(agent.asked.getLast()).isEqualTo("/v1/agent/service/web?hash=17");
    assertThat(handled.getFirst()).startsWith("0 {\"ID\":\"web\"");
  }

  @Test
  void aFailureIsToldAndFollowedByAPause() throws Exception {
    agent.answer(500, Map.of(), "No cluster leader");
    watch(Integer.MAX_VALUE, "type", "nodes");
    assertThat(handled).containsExactly("Unexpected response code: 500 (No cluster leader) PT5S");
  }

  @Test
  void aHandlerThatHasEnoughEndsTheWatch() throws Exception {
    agent.answer(3, "[]").answer(4, "[{}]");
    watch(1, "type", "nodes");
    assertThat(agent.asked).hasSize(1);
  }
}
