package praetor.it;

import static java.util.Map.entry;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.RunningAgent;
import praetor.testkit.vectors.http.HttpVectors;

/** A single server answers the HTTP API as Consul 1.21.4 did. */
class HttpVectorsIT {
  private static final String LATER = "the endpoints come with a later version";

  private static final String ROTATION = "another authority is installed by a later version";

  private static final NotYet NOT_YET =
      new NotYet(
          "http",
          Map.ofEntries(
              entry("config-entries", LATER),
              entry("config-errors", LATER),
              entry("connect-ca/06", ROTATION),
              entry("connect-ca/07", ROTATION),
              entry("connect-ca/08", ROTATION),
              entry("connect-ca/09", ROTATION),
              entry("connect-ca/10", ROTATION),
              entry("connect-ca/13", ROTATION),
              entry("connect-intentions", LATER),
              entry("discovery-chain", LATER),
              entry("peering", LATER)));

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicNode> recordedAnswersHold() throws Exception {
    RunningAgent agent =
        Program.launcher()
            .start(folder, HttpVectors.config(HttpVectors.PLAIN, folder, AgentPorts.free()));
    var names = HttpVectors.names(HttpVectors.PLAIN);
    HttpVectors.awaitReady(agent.httpUri(), Optional.empty());
    return NOT_YET
        .tests(names, name -> HttpVectors.replay(agent.httpUri(), name))
        .onClose(agent::close);
  }
}
