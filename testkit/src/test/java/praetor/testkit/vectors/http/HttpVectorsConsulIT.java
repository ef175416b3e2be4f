package praetor.testkit.vectors.http;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessLauncher;
import praetor.testkit.agent.RunningAgent;

/** The replay finds nothing to complain about at the real Consul that CONSUL_BIN names. */
@Tag("slow")
@EnabledIfEnvironmentVariable(named = "CONSUL_BIN", matches = ".+")
class HttpVectorsConsulIT {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicNode> plainScenariosHold() throws Exception {
    return tests(HttpVectors.PLAIN, Optional.empty());
  }

  @TestFactory
  Stream<DynamicNode> aclScenariosHold() throws Exception {
    return tests(HttpVectors.ACL, Optional.of(HttpVectors.ACL_TOKEN));
  }

  private Stream<DynamicNode> tests(String start, Optional<String> token) throws Exception {
    RunningAgent agent =
        ProcessLauncher.consul()
            .orElseThrow()
            .start(folder, HttpVectors.config(start, folder, AgentPorts.free()));
    HttpVectors.awaitReady(agent.httpUri(), token);
    List<String> names = HttpVectors.names(start);
    return HttpVectors.tests(agent.httpUri(), names).onClose(agent::close);
  }
}
