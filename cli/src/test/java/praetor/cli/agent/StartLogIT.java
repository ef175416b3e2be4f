package praetor.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import praetor.agent.Agent;
import praetor.agent.config.AgentConfig;
import praetor.agent.config.ConfigInput;
import praetor.agent.config.ConfigLoader;
import praetor.agent.config.Host;
import praetor.agent.config.Settings;
import praetor.testkit.net.FreePorts;

/** The start of a lone server tells its story in the words that operators search for. */
class StartLogIT {
  private static final String[] STORY = {
    "serf: EventMemberJoin: node1 127.0.0.1",
    "initial configuration",
    "entering Follower state",
    "Election won. Tally: 1",
    "cluster leadership acquired",
    "New leader elected: node1",
    "member 'node1' joined, marking health alive",
    "Synced service 'consul'"
  };

  @TempDir Path folder;

  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> seen = new ListAppender<>();
  private final Level levelBefore = root.getLevel();

  @BeforeEach
  void listen() {
    root.setLevel(Level.INFO);
    seen.list = java.util.Collections.synchronizedList(new ArrayList<>());
    seen.start();
    root.addAppender(seen);
  }

  @AfterEach
  void stopListening() {
    root.detachAppender(seen);
    root.setLevel(levelBefore);
  }

  private AgentConfig config(boolean dev) throws Exception {
    var flags =
        new Settings(
            Map.of(
                "server",
                true,
                "bootstrap",
                true,
                "node_name",
                "node1",
                "bind_addr",
                "127.0.0.1",
                "data_dir",
                folder.toString(),
                "performance",
                Map.of("raft_multiplier", 1L),
                "ports",
                Map.of(
                    "dns",
                    -1L,
                    "server",
                    (long) FreePorts.next(),
                    "serf_lan",
                    (long) FreePorts.next(),
                    "serf_wan",
                    (long) FreePorts.next())));
    var input = new ConfigInput(dev, flags, List.of(), Optional.empty(), List.of(), Host.local());
    return ConfigLoader.load(input).config().withNodeId(UUID.randomUUID().toString());
  }

  @ParameterizedTest(name = "dev: {0}")
  @ValueSource(booleans = {false, true})
  void aLoneServerLogsItsWayToLeadershipInOrder(boolean dev) throws Exception {
    var host = new Agent.Host(() -> {}, () -> {}, _ -> {}, () -> false);
    var agent = Agent.start(config(dev), host);
    try (agent) {
      await().atMost(Duration.ofSeconds(30)).until(() -> text().contains(STORY[STORY.length - 1]));
    }
    assertThat(text()).containsSubsequence(STORY);
  }

  private String text() {
    List<ILoggingEvent> events;
    synchronized (seen.list) {
      events = List.copyOf(seen.list);
    }
    var text = new StringBuilder();
    events.stream()
        .filter(event -> event.getLevel().equals(Level.INFO))
        .forEach(event -> text.append(event.getFormattedMessage()).append('\n'));
    return text.toString();
  }
}
