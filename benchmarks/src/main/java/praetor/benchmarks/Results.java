package praetor.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import praetor.benchmarks.server.Program;

/** The figures of a scenario, round by round. Owned by the runner. */
final class Results {

  private final Scenario scenario;
  private final Map<String, List<double[]>> rounds = new LinkedHashMap<>();
  private final List<String> remarks = new ArrayList<>();

  Results(Scenario scenario) {
    this.scenario = scenario;
  }

  Scenario scenario() {
    return scenario;
  }

  void add(Program program, double[] figures) {
    rounds.computeIfAbsent(program.name(), _ -> new ArrayList<>()).add(figures);
  }

  void failed(Program program, Exception e) {
    remarks.add(scenario.name() + ", " + program.name() + ": " + e.getMessage());
  }

  /** What went wrong. */
  List<String> remarks() {
    return remarks;
  }

  /** Median of the rounds; not a number without any. */
  double median(String program, int row) {
    double[] sorted =
        rounds.getOrDefault(program, List.of()).stream().mapToDouble(r -> r[row]).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
