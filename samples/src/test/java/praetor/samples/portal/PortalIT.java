package praetor.samples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import praetor.samples.Asked;
import praetor.samples.web.Answer;
import praetor.samples.web.Route;
import praetor.samples.web.Site;

/** The page, with services on this machine; how they are found by DNS is another test's. */
class PortalIT {
  private static final Route PRICE =
      call -> Answer.json(Map.of("price", 12.5, "currency", "USD", "instance", "s<1>"));

  private static Instance at(int port) {
    return new Instance("s1.node.dc1.consul", InetAddress.getLoopbackAddress(), port);
  }

  private static Asked page(Discovery discovery, String query) throws Exception {
    try (var portal = Site.open(0, Portal.routes(Map.of("HOSTNAME", "p1"), discovery))) {
      return Asked.get(portal.port(), "/" + query);
    }
  }

  private static int closedPort() throws IOException {
    var gone = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    int port = gone.getAddress().getPort();
    gone.stop(0);
    return port;
  }

  @Test
  void anAnswerIsARowThatNamesWhoGaveIt() throws Exception {
    try (var stock = Site.open(0, Map.of("/stock/", PRICE))) {
      var page = page(_ -> List.of(at(stock.port())), "?symbol=AMZN");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.type()).isEqualTo("text/html; charset=utf-8");
      assertThat(page.text())
          .contains("<td>stock-price</td><td>AMZN</td><td>12.5 USD</td><td>s&lt;1&gt;</td>")
          .contains("value=\"AMZN\"")
          .contains("<td>weather</td><td>s1.node.dc1.consul (127.0.0.1:" + stock.port() + ")</td>");
    }
  }

  @Test
  void anInstanceThatIsGoneIsPassedOver() throws Exception {
    try (var stock = Site.open(0, Map.of("/stock/", PRICE))) {
      var page = page(_ -> List.of(at(closedPort()), at(stock.port())), "?symbol=A");
      assertThat(page.text()).contains("<td>12.5 USD</td>");
    }
  }

  @Test
  void aServiceThatIsNotThereIsSaidInItsRow() throws Exception {
    var page =
        page(
            _ -> {
              throw new IOException("host not found");
            },
            "?city=Oslo&symbol=");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text())
        .contains("<td>weather</td><td>Oslo</td><td>weather: host not found</td>")
        .doesNotContain("<td>stock-price</td>");
  }

  @Test
  void inputIsEscapedAndBounded() throws Exception {
    var page = page(_ -> List.of(), "?city=%22%3E%3Cscript%3E");
    assertThat(page.text())
        .contains("value=\"&quot;&gt;&lt;script&gt;\"")
        .doesNotContain("<script");
    assertThat(page(_ -> List.of(), "?city=" + "x".repeat(61)).status()).isEqualTo(400);
    assertThat(page(_ -> List.of(), "nothing").status()).isEqualTo(404);
  }
}
