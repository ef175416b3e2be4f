package praetor.agent.metrics;

import java.util.List;

/**
 * Which metrics are kept: the longest rule that begins a name decides.
 *
 * @param rules prefixes of complete names, each with {@code +} or {@code -} before it
 * @param otherwise for names without a rule
 */
public record MetricFilter(List<String> rules, boolean otherwise) {
  static final MetricFilter ALL = new MetricFilter(List.of(), true);

  public MetricFilter {
    rules = List.copyOf(rules);
  }

  boolean keeps(String name) {
    boolean kept = otherwise;
    int longest = -1;
    for (var rule : rules) {
      int length = rule.length() - 1;
      if (length > longest && name.startsWith(rule.substring(1))) {
        longest = length;
        kept = rule.charAt(0) == '+';
      }
    }
    return kept;
  }
}
