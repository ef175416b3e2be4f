package praetor.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results as Markdown. */
final class Report {

  static final String PRAETOR = "Praetor";
  static final String CONSUL = "Consul";

  private static final String TABLE_HEAD =
      """
      | scenario | figure | Praetor | Consul | ratio | goal | |
      |---|---|---:|---:|---:|---:|---|
      """;

  private Report() {}

  /** The rows of a scenario. */
  static List<String> lines(Results results) {
    var lines = new ArrayList<String>();
    var rows = results.scenario().rows();
    for (int i = 0; i < rows.size(); i++) {
      lines.add(line(results, i, rows.get(i)));
    }
    return lines;
  }

  /** A whole page. */
  static String page(Machine machine, Size size, List<Results> all) {
    var page = new StringBuilder("# Load scenarios, " + machine.date() + "\n\n");
    machine.facts().forEach(fact -> page.append("- ").append(fact).append('\n'));
    page.append(
        """
        - Rounds: %d of each program in alternation, medians; load rounds of %d s after %d s of warm-up.

        Praetor and Consul run on the same machine as the load generator, as single servers where the name says
        nothing of a cluster. CPU is that of the server processes. A ratio is Praetor's figure divided by Consul's; goals are not asserted.

        """
            .formatted(size.rounds(), size.round().toSeconds(), size.warmUp().toSeconds()));
    page.append(TABLE_HEAD);
    all.forEach(results -> lines(results).forEach(line -> page.append(line).append('\n')));
    var remarks = all.stream().flatMap(results -> results.remarks().stream()).toList();
    if (!remarks.isEmpty()) {
      page.append("\nNot measured:\n\n");
      remarks.forEach(remark -> page.append("- ").append(remark).append('\n'));
    }
    return page.toString();
  }

  private static String line(Results results, int number, Row row) {
    double praetor = results.median(PRAETOR, number);
    double consul = results.median(CONSUL, number);
    double ratio = praetor / consul;
    return "| %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            results.scenario().name(),
            row.name(),
            row.unit().format(praetor),
            row.unit().format(consul),
            Double.isNaN(ratio) ? "-" : String.format(Locale.ROOT, "%.3fx", ratio),
            row.goal().text(),
            row.goal().verdict(praetor, ratio));
  }
}
