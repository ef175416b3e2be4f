package praetor.cli.registrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;
import praetor.registrator.rules.TagTemplate;

/** Where a result is recorded, it is that of fayrus/registrator 9.2.0. */
class TagTemplatesTest {
  private static final String INSPECT =
      """
      {"Id":"e20f9c1a76565d62ae24","Name":"/c051","HostConfig":{"Memory":42},
       "Config":{"Hostname":"hh","Image":"acme/foobar:1.2","Labels":{"team":"core","a.b":"x/y/z"},
         "Env":["ENVIRONMENT=test","SERVICE_8105_NAME=foo","SERVICE_9404_NAME=bar"]},
       "NetworkSettings":{"IPAddress":"172.17.0.2","Networks":{"bridge":{"IPAddress":"172.17.0.2"}}}}""";

  private static String fill(String template) throws TagTemplate.Fault {
    try {
      var inspect = (JsonValue.Obj) JsonReader.readWhole(INSPECT);
      return TagTemplates.INSTANCE.fill(template, inspect);
    } catch (DecodeException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  @Test
  void tagsMayAskAWebServer() throws Exception {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var server = HttpServer.create(loopback, 0);
    server.createContext(
        "/tags",
        exchange -> {
          try (exchange) {
            var body =
                "{\"zone\":\"eu\",\"n\":7,\"list\":[1,\"x\"]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    try {
      var url = "http://127.0.0.1:" + server.getAddress().getPort();
      var get = "httpGet \"" + url + "/tags\"";
      assertThat(fill("{{ jsonParse (" + get + ") \"zone\" }}")).isEqualTo("eu");
      assertThat(fill("{{ jsonParse (" + get + ") \"n\" }}")).isEqualTo("7");
      assertThat(fill("{{ jsonParse (" + get + ") \"list\" }}")).isEqualTo("[1,\"x\"]");
      assertThat(fill("{{ jsonParse (" + get + ") \"none\" }}")).isEmpty();
      assertThat(fill("{{ " + get + " | printf \"%.8s\" }}")).isEqualTo("{\"zone\":");
      assertThat(fill("{{ slice (" + get + ") 0 2 }}")).isEqualTo("[123 34]");
      for (var wrong : List.of("http://127.0.0.1:1/", "file:///etc/passwd", "bad url", "")) {
        assertThat(fill("{{ httpGet \"" + wrong + "\" }}")).isEqualTo("[]");
      }
      assertThatThrownBy(() -> fill("{{ jsonParse \"{}\" \"a\" }}"))
          .hasMessageEndingWith("can't handle \"{}\" for arg of type []uint8");
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "plain,tags; plain,tags",
        "k=v,{{.Name}}; k=v,/c051",
        "h-{{.Config.Hostname}},n{{.Name}}; h-hh,n/c051",
        "{{ toUpper \"ab\" }}{{ toLower \"AB\" }}; ABab",
        "{{ .Config.Image }}; acme/foobar:1.2",
        "{{ index .Config.Labels \"team\" }}; core",
        "{{ .Config.Labels.none }}; <no value>",
        "{{ mIndex \"a.b\" .Config.Labels }}; x/y/z",
        "{{ strSlice .ID 0 12 }}; e20f9c1a7656",
        "{{ strSlice .ID 18 }}; 24",
        "{{ sIndex 0 .Config.Env }}; ENVIRONMENT=test",
        "{{ sIndex -1 .Config.Env }}; SERVICE_9404_NAME=bar",
        "{{ replace -1 \"=\" \"\" \"=foo=\" }}; foo",
        "{{ replace 1 \"=\" \"\" \"=foo=\" }}; foo=",
        "{{ split \"/\" \"a/b\" | join \"-\" }}; a-b",
        "{{ mIndex \"a.b\" .Config.Labels | splitIndex -1 \"/\" }}; z",
        "{{ matchFirstElement \"^SERVICE_\" .Config.Env }}; SERVICE_8105_NAME=foo",
        "{{ matchAllElements \"^SERVICE_\" .Config.Env | join \"+\" }};"
            + " SERVICE_8105_NAME=foo+SERVICE_9404_NAME=bar",
        "{{ if eq .Config.Hostname \"hh\" }}yes{{ else }}no{{ end }}; yes",
        "{{ (index .NetworkSettings.Networks \"bridge\").IPAddress }}; 172.17.0.2",
      })
  void tagsAreFilledIn(String template, String filled) throws TagTemplate.Fault {
    assertThat(fill(template)).isEqualTo(filled);
  }

  @Test
  void faultsAreToldInGosWords() {
    assertThatThrownBy(() -> fill("{{ bad }}"))
        .isInstanceOf(TagTemplate.Fault.class)
        .hasMessage("template: tags:1: function \"bad\" not defined");
    assertThatThrownBy(() -> fill("{{ bad"))
        .isInstanceOf(TagTemplate.Fault.class)
        .hasMessageStartingWith("template: tags:1: ");
    assertThatThrownBy(() -> fill("{{ .Nope }}"))
        .isInstanceOf(TagTemplate.Fault.class)
        .hasMessageStartingWith("template: tags:1:3: executing \"tags\" at <.Nope>: ");
    assertThatThrownBy(() -> fill("{{ env \"HOME\" }}")).isInstanceOf(TagTemplate.Fault.class);
  }
}
