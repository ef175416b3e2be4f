package praetor.agent.checks;

import java.time.Duration;
import java.util.Optional;

/** Whether something answers at an address. */
public final class Reachability {
  private Reachability() {}

  /**
   * Why no connection comes about, in Go's words; empty when one does.
   *
   * @param hostAndPort as {@code 10.0.0.1:8301}
   */
  public static Optional<String> fault(String hostAndPort, Duration timeout) {
    try (var _ = ProbeSocket.connect(hostAndPort, timeout)) {
      return Optional.empty();
    } catch (ProbeException e) {
      return Optional.of(ProbeSocket.message(e));
    }
  }
}
