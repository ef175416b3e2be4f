package praetor.testkit.vectors.cli;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import praetor.testkit.agent.ProcessLauncher;

/** The command lines find nothing to complain about at the real Consul that CONSUL_BIN names. */
@Tag("slow")
@EnabledIfEnvironmentVariable(named = "CONSUL_BIN", matches = ".+")
class CliVectorsConsulIT {

  @TestFactory
  Stream<DynamicNode> recordedOutputHolds() {
    var consul = ProcessLauncher.consul().orElseThrow();
    return new CliVectors(consul.command(), consul).tests(CliVectors.names());
  }
}
