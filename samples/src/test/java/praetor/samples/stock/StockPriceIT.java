package praetor.samples.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.samples.Asked;
import praetor.samples.web.FlatJson;
import praetor.samples.web.Site;

class StockPriceIT {
  private static Site site;

  @BeforeAll
  static void open() throws Exception {
    site = Site.open(0, StockPrice.routes(Map.of("HOSTNAME", "s1")));
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Test
  void aSymbolHasAPriceThatStays() throws Exception {
    var first = Asked.get(site.port(), "/stock/amzn");
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.type()).isEqualTo("application/json");
    var fields = FlatJson.read(first.text());
    assertThat(fields)
        .containsEntry("symbol", "AMZN")
        .containsEntry("currency", "USD")
        .containsEntry("instance", "s1");
    assertThat(Double.parseDouble(fields.get("price"))).isBetween(5.0, 500.0);
    assertThat(Asked.get(site.port(), "/stock/AMZN")).isEqualTo(first);
    assertThat(Asked.get(site.port(), "/stock/ORCL").text())
        .doesNotContain("\"price\":" + fields.get("price"));
  }

  @Test
  void healthIsOk() throws Exception {
    assertThat(Asked.get(site.port(), "/health"))
        .isEqualTo(new Asked(200, "text/plain; charset=utf-8", "OK"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1X", "WAYTOOLONGASYMBOL", "A%20B", "%3Cb%3E"})
  void whatIsNoSymbolIsRefusedWithASentence(String symbol) throws Exception {
    var answer = Asked.get(site.port(), "/stock/" + symbol);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(FlatJson.read(answer.text()).get("error")).startsWith("a symbol is a letter");
  }

  @Test
  void otherPathsAndMethodsAreRefused() throws Exception {
    assertThat(Asked.get(site.port(), "/nothing").status()).isEqualTo(404);
    assertThat(Asked.get(site.port(), "/health/x").status()).isEqualTo(404);
    assertThat(Asked.send("POST", site.port(), "/stock/A").status()).isEqualTo(405);
    var head = Asked.send("HEAD", site.port(), "/stock/A");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.text()).isEmpty();
  }
}
