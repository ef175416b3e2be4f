package praetor.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lines reach the machine's syslog in the form in which Consul 1.21.4 sends them. */
@Timeout(60)
class SyslogIT {
  @TempDir Path folder;

  @Test
  void aLineHasPriorityTimeAndProcess() throws Exception {
    var path = folder.resolve("log");
    try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(path));
      var context = new LoggerContext();
      var syslog = Syslog.open("LOCAL0", new LogEncoder(false), path);
      syslog.setContext(context);
      syslog.start();
      Logger logger = context.getLogger("agent");
      logger.setLevel(Level.TRACE);
      logger.addAppender(syslog);
      logger.atInfo().addKeyValue("signal", "hangup").log("Caught");
      logger.error("down");
      logger.debug("detail");
      syslog.stop();
      try (var from = listener.accept()) {
        var bytes = ByteBuffer.allocate(4_096);
        while (from.read(bytes) >= 0) {
          assertThat(bytes.hasRemaining()).isTrue();
        }
        var lines = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        long pid = ProcessHandle.current().pid();
        var head = "[A-Z][a-z]{2} [ 1-3]\\d \\d\\d:\\d\\d:\\d\\d consul\\[" + pid + "]: agent: ";
        assertThat(lines)
            .matches(
                "<133>"
                    + head
                    + "Caught: signal=hangup\n<131>"
                    + head
                    + "down\n<134>"
                    + head
                    + "detail\n");
      }
    }
  }

  @Test
  void anUnknownFacilityAndAnAbsentSyslogAreErrors() {
    assertThatThrownBy(() -> Syslog.open("LOCAL9", new LogEncoder(false), folder.resolve("log")))
        .isInstanceOf(IOException.class)
        .hasMessage("invalid syslog facility: LOCAL9");
    assertThatThrownBy(() -> Syslog.open("local3", new LogEncoder(false), folder.resolve("log")))
        .isInstanceOf(IOException.class);
  }
}
