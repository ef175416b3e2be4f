package praetor.lab;

import java.util.List;
import java.util.Optional;

/**
 * What runs of a lab.
 *
 * @param rows one for each container, by name
 * @param urls where to look at it; empty without a server
 */
public record LabStatus(List<Row> rows, Optional<LabUrls> urls) {
  public LabStatus {
    rows = List.copyOf(rows);
  }

  /**
   * A container.
   *
   * @param on the host that it counts as running on; empty for those that are none's
   * @param address empty while it does not run
   */
  public record Row(String container, String on, String status, String address) {}
}
