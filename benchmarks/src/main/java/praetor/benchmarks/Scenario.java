package praetor.benchmarks;

import java.nio.file.Path;
import java.util.List;
import praetor.benchmarks.server.Program;
import praetor.benchmarks.server.Server;

/** Something measured of both programs in alternation. */
sealed interface Scenario {

  /** Word for the command line. */
  String name();

  /** The figures of a round, in the order of their rows. */
  List<Row> rows();

  /** Whatever goes wrong in a scenario ends up in the report. */
  @FunctionalInterface
  interface Step<A> {
    double[] run(A argument) throws Exception;
  }

  /** Whatever goes wrong in a scenario ends up in the report. */
  @FunctionalInterface
  interface Preparation {
    void run(Server server) throws Exception;
  }

  /** Measured on servers that run already and stay for other scenarios. */
  record OnServer(String name, List<Row> rows, Preparation prepare, Step<Server> round)
      implements Scenario {}

  /** Starts and ends its own servers in every round. */
  record Fresh(String name, List<Row> rows, Step<Place> round) implements Scenario {}

  /** Where a fresh scenario runs. */
  record Place(Program program, Path folder) {}
}
