package praetor.testkit.vectors;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Turns replays into JUnit tests: a container for each file, a test for each answer compared.
 *
 * <p>A file is replayed when JUnit comes to its container, and its containers come in order, so one
 * server may serve them all.
 */
public final class VectorTests {
  private VectorTests() {}

  /** Replays one file; an exception means that the replay could not be carried out. */
  @FunctionalInterface
  public interface Replay {
    Report run(String name) throws Exception;
  }

  public static Stream<DynamicNode> of(List<String> names, Replay replay) {
    return names.stream()
        .map(
            name ->
                DynamicContainer.dynamicContainer(
                    name, Stream.of(replay).flatMap(r -> tests(name, r))));
  }

  private static Stream<DynamicTest> tests(String name, Replay replay) {
    try {
      return replay.run(name).checks().stream()
          .map(check -> DynamicTest.dynamicTest(check.name(), () -> pass(name, check)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Stream.of(failed(name, e));
    } catch (Exception e) {
      return Stream.of(failed(name, e));
    }
  }

  private static void pass(String name, Check check) {
    if (!check.passed()) {
      throw new AssertionError(
          name + "/" + check.name() + ":\n  " + String.join("\n  ", check.differences()));
    }
  }

  private static DynamicTest failed(String name, Exception cause) {
    return DynamicTest.dynamicTest(
        "replay",
        () -> {
          throw new AssertionError(name + " could not be replayed: " + cause.getMessage(), cause);
        });
  }
}
