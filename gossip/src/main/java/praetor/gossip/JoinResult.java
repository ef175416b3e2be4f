package praetor.gossip;

import java.util.List;

/**
 * What came of joining.
 *
 * @param joined how many of the addresses were reached
 * @param errors why the others were not
 */
public record JoinResult(int joined, List<String> errors) {
  public JoinResult {
    errors = List.copyOf(errors);
  }
}
