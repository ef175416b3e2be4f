package praetor.testkit.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

class VectorTestsTest {

  @Test
  void eachFileIsAContainerAndEachCheckATest() throws Throwable {
    var good = new Check("#0 a", List.of());
    var bad =
        new Check("#1 b", List.of("body: expected 1, got 2", "status: expected 200, got 500"));
    var container = containers(_ -> new Report("kv", List.of(good, bad)), "kv").getFirst();
    var tests = tests(container);
    assertThat(container.getDisplayName()).isEqualTo("kv");
    assertThat(tests).extracting(DynamicNode::getDisplayName).containsExactly("#0 a", "#1 b");
    tests.getFirst().getExecutable().execute();
    assertThatThrownBy(() -> tests.getLast().getExecutable().execute())
        .hasMessage("kv/#1 b:\n  body: expected 1, got 2\n  status: expected 200, got 500");
  }

  @Test
  void aFileIsReplayedWhenItsContainerIsEntered() {
    var replayed = new ArrayList<String>();
    var containers =
        containers(
            name -> {
              replayed.add(name);
              return new Report(name, List.of());
            },
            "a",
            "b");
    assertThat(replayed).isEmpty();
    assertThat(tests(containers.getLast())).isEmpty();
    assertThat(replayed).containsExactly("b");
  }

  @Test
  void aReplayThatCannotBeCarriedOutIsAFailingTest() {
    var container =
        containers(
                _ -> {
                  throw new IOException("no agent");
                },
                "kv")
            .getFirst();
    assertThatThrownBy(() -> tests(container).getFirst().getExecutable().execute())
        .hasMessage("kv could not be replayed: no agent")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aReportListsItsFailuresWithTheirPlaces() {
    var report = new Report("kv", List.of(new Check("a", List.of()), new Check("b", List.of("x"))));
    assertThat(report.failures()).containsExactly("kv/b: x");
  }

  private static List<DynamicContainer> containers(VectorTests.Replay replay, String... names) {
    return VectorTests.of(List.of(names), replay).map(DynamicContainer.class::cast).toList();
  }

  private static List<DynamicTest> tests(DynamicContainer container) {
    return container.getChildren().map(DynamicTest.class::cast).toList();
  }
}
