package praetor.it;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import praetor.testkit.vectors.Check;
import praetor.testkit.vectors.VectorTests;

/**
 * Recordings that this version does not answer as recorded, each with the reason.
 *
 * <p>A key is the name of a file, which is not replayed then, or {@code file/beginning of a step's
 * name}, whose step is replayed and must still fail: what passes has to leave the list. All reasons
 * are printed, and appear as skipped tests.
 *
 * @param kind the folder of the recordings
 */
record NotYet(String kind, Map<String, String> reasons) {

  NotYet {
    reasons = Map.copyOf(reasons);
  }

  /** The files among those that are replayed. */
  List<String> replayed(List<String> names) {
    return names.stream().filter(name -> !reasons.containsKey(name)).toList();
  }

  /** A container for each file and a test for each answer compared. */
  Stream<DynamicNode> tests(List<String> names, VectorTests.Replay replay) {
    reasons.keySet().forEach(key -> requireFile(key, names));
    return names.stream().map(name -> container(name, replay));
  }

  private void requireFile(String key, List<String> names) {
    if (!names.contains(key.split("/", 2)[0])) {
      throw new IllegalStateException("no recording for " + key + " of the list of " + kind);
    }
  }

  private DynamicNode container(String name, VectorTests.Replay replay) {
    return Optional.ofNullable(reasons.get(name))
        .<DynamicNode>map(reason -> skipped(name, reason))
        .orElseGet(
            () ->
                DynamicContainer.dynamicContainer(
                    name, Stream.of(replay).flatMap(r -> checks(name, r))));
  }

  private DynamicTest skipped(String name, String reason) {
    System.out.println("not yet: " + kind + "/" + name + ": " + reason);
    return DynamicTest.dynamicTest(name, () -> Assumptions.abort(reason));
  }

  private Stream<DynamicTest> checks(String name, VectorTests.Replay replay) {
    try {
      return replay.run(name).checks().stream().map(check -> test(name, check));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Stream.of(unplayable(name, e));
    } catch (Exception e) {
      return Stream.of(unplayable(name, e));
    }
  }

  private DynamicTest test(String name, Check check) {
    var reason = reasonOf(name + "/" + check.name());
    if (reason.isEmpty()) {
      return DynamicTest.dynamicTest(check.name(), () -> pass(name, check));
    }
    if (check.passed()) {
      return DynamicTest.dynamicTest(
          check.name(),
          () -> {
            throw new AssertionError(name + "/" + check.name() + " passes now: off the list");
          });
    }
    return skipped(name + "/" + check.name(), reason.get());
  }

  private Optional<String> reasonOf(String step) {
    return reasons.entrySet().stream()
        .filter(entry -> entry.getKey().contains("/") && begins(step, entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Whole words, so that step 1 is not step 12. */
  private static boolean begins(String step, String key) {
    return (step + " ").startsWith(key + " ");
  }

  private static void pass(String name, Check check) {
    if (!check.passed()) {
      throw new AssertionError(
          name + "/" + check.name() + ":\n  " + String.join("\n  ", check.differences()));
    }
  }

  private static DynamicTest unplayable(String name, Exception cause) {
    return DynamicTest.dynamicTest(
        "replay",
        () -> {
          throw new AssertionError(name + " could not be replayed: " + cause.getMessage(), cause);
        });
  }
}
