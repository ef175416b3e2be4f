package praetor.cli.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.template.config.Settings;
import praetor.template.run.Log;
import praetor.template.run.RunException;

/** Log lines of templates go where their configuration wants them. */
@Timeout(60)
class LogSinksIT {
  @TempDir Path folder;
  private final StringBuilder standardError = new StringBuilder();

  private static Settings settings(Map<String, Object> blocks) throws Exception {
    var tree = new LinkedHashMap<String, Object>(blocks);
    tree.put("log_level", "info");
    return Settings.read(tree, false);
  }

  private LogSinks open(Settings settings) throws Exception {
    return LogSinks.open(settings.log(), folder, folder.resolve("syslog"), standardError::append);
  }

  private static Log log(Settings settings, LogSinks sinks) {
    return new Log(settings.log().level(), sinks);
  }

  @Test
  void syslogGetsThemWithoutTheirTime() throws Exception {
    var settings = settings(Map.of("syslog", Map.of("facility", "LOCAL3", "name", "tpl")));
    try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(folder.resolve("syslog")));
      try (var sinks = open(settings)) {
        var log = log(settings, sinks);
        log.info("(runner) creating watcher");
        log.error("(cli) no");
        log.debug("not wanted");
      }
      try (var from = listener.accept()) {
        var bytes = ByteBuffer.allocate(4_096);
        while (from.read(bytes) >= 0) {
          assertThat(bytes.hasRemaining()).isTrue();
        }
        var lines = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        var head =
            "[A-Z][a-z]{2} [ 1-3]\\d [0-9:]{8} tpl\\[" + ProcessHandle.current().pid() + "]: ";
        assertThat(lines)
            .matches(
                "<157>"
                    + head
                    + "\\[INFO] \\(runner\\) creating watcher\n"
                    + "<155>"
                    + head
                    + "\\[ERR] \\(cli\\) no\n");
      }
    }
    assertThat(standardError.toString().lines()).hasSize(2);
  }

  @Test
  void aLogFileIsPutAsideWhenItIsFull() throws Exception {
    var block = Map.of("path", "tpl.log", "log_rotate_bytes", 60L, "log_rotate_max_files", 2L);
    var settings = settings(Map.of("log_file", block));
    try (var sinks = open(settings)) {
      var log = log(settings, sinks);
      for (int i = 0; i < 10; i++) {
        log.warn("(runner) line " + i);
      }
    }
    assertThat(standardError.toString().lines()).hasSize(10);
    try (var files = Files.list(folder)) {
      var names = files.map(f -> f.getFileName().toString()).sorted().collect(Collectors.toList());
      assertThat(names).hasSize(3).last().isEqualTo("tpl.log");
      assertThat(names.getFirst()).matches("tpl-\\d+\\.log");
    }
    assertThat(folder.resolve("tpl.log")).content().endsWith("[WARN] (runner) line 9\n");
  }

  @Test
  void whatCannotBeOpenedEndsTheStart() throws Exception {
    var unknown = settings(Map.of("syslog", Map.of("facility", "LOCAL9")));
    assertThatThrownBy(() -> open(unknown))
        .isInstanceOf(RunException.class)
        .hasMessage("error setting up syslog logger: invalid syslog facility: LOCAL9");
    var nobody = settings(Map.of("syslog", Map.of("enabled", true)));
    assertThatThrownBy(() -> open(nobody))
        .isInstanceOf(RunException.class)
        .hasMessageStartingWith("error setting up syslog logger: ");
    var noFolder = settings(Map.of("log_file", Map.of("path", "no/tpl.log")));
    assertThatThrownBy(() -> open(noFolder))
        .isInstanceOf(RunException.class)
        .hasMessageStartingWith("error setting up log file: open ");
    assertThat(settings(Map.of("syslog", Map.of("enabled", false))).log().syslog()).isEmpty();
  }
}
