package praetor.agent.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * What a measurement is of: a dotted name, without the prefix of all metrics, and labels in the
 * order given.
 */
public record Series(String name, List<Label> labels) {

  /** A name and a value. */
  public record Label(String name, String value) {}

  public Series {
    labels = List.copyOf(labels);
  }

  /**
   * A series.
   *
   * @param labels names and values in turn
   */
  public static Series of(String name, String... labels) {
    List<Label> pairs = new ArrayList<>(labels.length / 2);
    for (int i = 0; i < labels.length; i += 2) {
      pairs.add(new Label(labels[i], labels[i + 1]));
    }
    return new Series(name, pairs);
  }

  /** The same labels under a longer name. */
  Series under(String prefix) {
    return new Series(prefix + name, labels);
  }

  /** Sorts as Consul does: by name, then labels; a longer name comes before a label. */
  String order() {
    var order = new StringBuilder(name);
    labels.forEach(
        label -> order.append(';').append(label.name()).append('=').append(label.value()));
    return order.toString();
  }
}
