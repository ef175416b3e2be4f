package praetor.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.agent.config.ConfigInput;
import praetor.agent.config.ConfigLoader;
import praetor.agent.config.Host;
import praetor.agent.config.Settings;

class WatchBlocksTest {
  private static List<WatchBlock> read(String watches) throws Exception {
    var input =
        new ConfigInput(
            true,
            Settings.EMPTY,
            List.of(),
            Optional.empty(),
            List.of("watches = " + watches),
            Host.local());
    return WatchBlocks.read(ConfigLoader.load(input).config()).blocks();
  }

  private static WatchBlock.Target target(String watch) throws Exception {
    return read("[" + watch + "]").getFirst().target();
  }

  /** What an agent of Consul 1.21.4 that does not start says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          { } | Failed to parse watch (map[string]interface {}{"handler_type":"script"}): Watch type must be specified
          { type = "bogus", handler = "x" } | Failed to parse watch (map[string]interface {}{"handler":"x"}): Unsupported watch type: bogus
          { type = "nodes" } | Must define a watch handler
          { type = "nodes", handler_type = "script" } | Must define a watch handler
          { type = "key", handler = "x" } | Failed to parse watch (map[string]interface {}{"handler":"x"}): Must specify a single key to watch
          { type = "key", key = "a", handler = "x", args = ["y"] } | Only one watch handler allowed
          { type = "key", key = "a", handler = "x", args = [] } | Only one watch handler allowed
          { type = "key", key = "a", args = [1] } | Watch args must be a list of strings
          { type = "key", key = 5, handler = "x" } | Failed to parse watch (map[string]interface {}{"handler":"x", "key":5}): Expecting key to be a string
          { type = "key", key = "a", bogus = 1, handler = "x" } | Failed to parse watch (map[string]interface {}{"bogus":1}): Invalid parameters: [bogus]
          { type = "nodes", handler = "x", token = 5 } | Failed to parse watch (map[string]interface {}{"handler":"x", "handler_type":"script", "token":5, "type":"nodes"}): Expecting token to be a string
          { type = "nodes", handler = 5 } | Watch handler must be a string
          { type = "nodes", handler_type = "bogus", handler = "x" } | Handler type 'bogus' not recognized
          { type = "bogus", handler_type = "" , handler = "x" } | Handler type '' not recognized
          { type = "nodes", handler_type = 5 , handler = "x" } | Handler type '%!s(int=5)' not recognized
          { type = "connect_leaf", handler = "x" } | Watch type connect_leaf is not allowed in agent config
          { type = "connect_roots", handler = "x" } | Watch type connect_roots is not allowed in agent config
          { type = "service", service = "web", tag = ["x",6], handler = "x" } | Failed to parse watch (map[string]interface {}{"handler":"x", "tag":[]interface {}{"x", 6}}): Index 1 of tag expected to be string
          { type = "key", handler_type = "http" } | Failed to parse watch (map[string]interface {}{}): Handler type 'http' requires 'http_handler_config' to be set
          { type = "nodes", handler_type = "http", http_handler_config = { } } | Failed to parse watch (map[string]interface {}{"http_handler_config":map[string]interface {}{}}): Failed to parse 'http_handler_config': Requires 'path' to be set
          { type = "nodes", handler_type = "http", http_handler_config = "x" } | Failed to parse watch (map[string]interface {}{"http_handler_config":"x"}): Failed to parse 'http_handler_config': '' expected a map, got 'string'
          { type = "nodes", handler_type = "http", http_handler_config = { path = "http://127.0.0.1:1", timeout = "abc" } } | Failed to parse watch (map[string]interface {}{"http_handler_config":map[string]interface {}{"path":"http://127.0.0.1:1", "timeout":"abc"}}): Failed to parse 'http_handler_config': Failed to parse timeout: time: invalid duration "abc"
          { type = "nodes", handler_type = "http", handler = "x", http_handler_config = { path = "http://x" } } | Only one watch handler allowed
          { type = "nodes", handler = "x", http_handler_config = { path = "x" } } | Failed to parse watch (map[string]interface {}{"http_handler_config":map[string]interface {}{"path":"x"}}): Invalid parameters: [http_handler_config]
          """)
  void aWatchThatCannotBeIsToldInConsulsWords(String watch, String text) {
    assertThatThrownBy(() -> read("[" + watch + "]"))
        .isInstanceOf(IOException.class)
        .hasMessage(text);
  }

  @Test
  void allFaultsOfAnEndpointAreToldTogether() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    [{ type = "nodes", handler_type = "http", http_handler_config = {
                      path = "http://x", method = 5, timeout = 5, header = { a = "b" } } }]"""))
        .hasMessageEndingWith(
            """
            3 error(s) decoding:

            * 'header[a]': source data must be an array or slice, got string
            * 'method' expected type 'string', got unconvertible type 'int', value: '5'
            * 'timeout' expected type 'string', got unconvertible type 'int', value: '5'""");
  }

  @Test
  void aHandlerIsAScriptALineOrAnEndpoint() throws Exception {
    assertThat(target("{ type = \"nodes\", handler = \"date; id\" }"))
        .isEqualTo(
            new WatchBlock.Target.Program(List.of(), Optional.of("date; id"), Optional.empty()));
    assertThat(target("{ type = \"nodes\", args = [\"a\", \"b c\"], timeout = \"5s\" }"))
        .isEqualTo(
            new WatchBlock.Target.Program(
                List.of("a", "b c"), Optional.empty(), Optional.of(Duration.ofSeconds(5))))
        .extracting(WatchBlock.Target::shown)
        .isEqualTo("[\"a\", \"b c\"]");
    var endpoint =
        target(
            """
            { type = "nodes", handler_type = "http", http_handler_config = {
              path = "https://h/x", header = { X-A = ["b", "c"] }, tls_skip_verify = true } }""");
    assertThat(endpoint)
        .isInstanceOfSatisfying(
            WatchBlock.Target.Endpoint.class,
            e -> {
              assertThat(e.method()).isEqualTo("POST");
              assertThat(e.timeout()).isEqualTo(Duration.ofSeconds(10));
              assertThat(e.headers()).isEqualTo(Map.of("X-A", List.of("b", "c")));
              assertThat(e.verify()).isFalse();
            });
  }

  @Test
  void watchesRunAtTheStartAndAfterReloadsUnlessToldOtherwise() throws Exception {
    var blocks =
        read(
            """
            [{ type = "nodes", handler = "a" },
             { type = "nodes", handler = "a", on_start = false, only_on_change = true }]""");
    assertThat(blocks).extracting(WatchBlock::onStart).containsExactly(true, false);
    assertThat(blocks).extracting(WatchBlock::onlyOnChange).containsExactly(false, true);
    assertThatThrownBy(() -> read("[{ type = \"nodes\", handler = \"a\", on_start = \"no\" }]"))
        .hasMessageContaining("Expecting on_start to be a boolean");
  }
}
