package praetor.samples.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import praetor.samples.Asked;
import praetor.samples.web.FlatJson;
import praetor.samples.web.Site;

class WeatherIT {
  private static Map<String, String> ask(Map<String, String> environment, String city)
      throws Exception {
    try (var site = Site.open(0, Weather.routes(environment))) {
      return FlatJson.read(Asked.get(site.port(), "/weather/" + city).text());
    }
  }

  @Test
  void aCityHasATemperatureInCelsiusUnlessTold() throws Exception {
    var celsius = ask(Map.of(), "New%20York");
    assertThat(celsius).containsEntry("city", "New York").containsEntry("scale", "C");
    var fahrenheit = ask(Map.of("TEMP_SCALE", "F", "API_KEY", "unused"), "New%20York");
    assertThat(fahrenheit).containsEntry("scale", "F");
    assertThat(Double.parseDouble(fahrenheit.get("temperature")))
        .isEqualTo(Double.parseDouble(celsius.get("temperature")) * 9 / 5 + 32);
  }

  @Test
  void whatIsNoCityIsRefusedWithASentence() throws Exception {
    assertThat(ask(Map.of(), "%3Cscript%3E").get("error")).startsWith("a city is");
    assertThat(ask(Map.of(), "Z%C3%BCrich")).containsEntry("city", "Zürich");
  }

  @Test
  void anUnknownScaleIsNamed() {
    assertThatThrownBy(() -> Weather.routes(Map.of("TEMP_SCALE", "K")))
        .hasMessage("TEMP_SCALE is C or F, not K");
  }

  @Test
  void aSourceIsAskedWithTheKey() throws Exception {
    var source = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    source.createContext(
        "/now",
        exchange -> {
          try (exchange) {
            boolean knows = exchange.getRequestURI().getQuery().equals("q=oslo&appid=k&1");
            var body = "7.5".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(knows ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    source.start();
    try {
      var url = "http://127.0.0.1:" + source.getAddress().getPort() + "/now";
      assertThat(ask(Map.of("SOURCE_URL", url, "API_KEY", "k&1"), "Oslo"))
          .containsEntry("temperature", "7.5");
      assertThat(ask(Map.of("SOURCE_URL", url), "Oslo"))
          .containsEntry("error", url + " answered 401");
    } finally {
      source.stop(0);
    }
  }
}
