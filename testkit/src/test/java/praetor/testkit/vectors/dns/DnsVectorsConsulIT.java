package praetor.testkit.vectors.dns;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import praetor.testkit.agent.ProcessLauncher;

/** The questions find nothing to complain about at the real Consul that CONSUL_BIN names. */
@Tag("slow")
@EnabledIfEnvironmentVariable(named = "CONSUL_BIN", matches = ".+")
class DnsVectorsConsulIT {

  @TestFactory
  Stream<DynamicNode> recordedAnswersHold() {
    var consul = ProcessLauncher.consul().orElseThrow();
    return new DnsVectors(consul).tests(DnsVectors.names());
  }
}
