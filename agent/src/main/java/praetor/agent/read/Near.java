package praetor.agent.read;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import praetor.model.Coordinate;
import praetor.state.StateView;
import praetor.state.WatchSet;

/**
 * Sorts rows by the estimated round-trip time from a node. Rows of nodes without a coordinate come
 * last; rows with equal times keep their order; without a coordinate of the node itself all do.
 *
 * <p>Source: the {@code near} parameter of Consul's catalog; distances as the Vivaldi model of
 * Serf's coordinates gives them.
 *
 * @param node empty to leave rows as they are
 */
public record Near(String node) {
  public static final Near NOTHING = new Near("");

  /**
   * Sorts rows.
   *
   * @param nodeOf the name of a row's node
   */
  public <T> List<T> sort(StateView view, List<T> rows, Function<T, String> nodeOf) {
    if (node.isEmpty() || rows.size() < 2) {
      return rows;
    }
    var from = coordinate(view, node);
    if (from.isEmpty()) {
      return rows;
    }
    record Placed<T>(T row, double seconds) {}

    var placed =
        rows.stream()
            .map(row -> new Placed<>(row, seconds(view, from.get(), nodeOf.apply(row))))
            .sorted(Comparator.comparingDouble(Placed::seconds))
            .map(Placed::row)
            .toArray();
    @SuppressWarnings("unchecked") // holds the rows alone
    var sorted = (List<T>) Arrays.asList(placed);
    return sorted;
  }

  private static double seconds(StateView view, Coordinate from, String to) {
    return coordinate(view, to)
        .filter(there -> there.vec().size() == from.vec().size())
        .map(from::secondsTo)
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static Optional<Coordinate> coordinate(StateView view, String node) {
    var coordinates = view.nodeCoordinates(node, WatchSet.none()).value();
    return coordinates.isEmpty() ? Optional.empty() : Optional.of(coordinates.getFirst().coord());
  }
}
