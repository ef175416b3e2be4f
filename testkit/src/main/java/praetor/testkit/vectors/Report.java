package praetor.testkit.vectors;

import java.util.List;

/** What the replay of one file of recordings found, in the order of the file. */
public record Report(String name, List<Check> checks) {
  public Report {
    checks = List.copyOf(checks);
  }

  /** The differences of all checks, one a line, each after the name of its check. */
  public List<String> failures() {
    return checks.stream()
        .flatMap(c -> c.differences().stream().map(d -> name + "/" + c.name() + ": " + d))
        .toList();
  }
}
