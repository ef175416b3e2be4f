package praetor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepsTest {
  private static final LabPlan PLAN = LabPlanTest.plan(Map.of("stock-price", 2));
  private static final Map<String, String> IMAGES =
      Map.of(LabImages.PRAETOR, "sha256:1", "praetor/weather:latest", "sha256:2");
  private static final Present ALL = Presents.of(PLAN, IMAGES);

  /** The steps as words: {@code +} makes, {@code -} removes. */
  private static List<String> words(List<Step> steps) {
    return steps.stream()
        .map(
            step ->
                switch (step) {
                  case Step.MakeContainer(var part) -> "+" + shortened(part.name());
                  case Step.MakeNetwork(var name) -> "+net " + name;
                  case Step.RemoveContainer(var name) -> "-" + shortened(name);
                  case Step.RemoveNetwork(var name) -> "-net " + name;
                })
        .toList();
  }

  private static String shortened(String name) {
    return name.replace("praetor-lab-", "");
  }

  private static List<String> up(LabPlan plan, Present present) {
    return words(Steps.up(plan, IMAGES, present));
  }

  @Test
  void whereNothingIsAllIsMade() {
    assertThat(up(PLAN, Presents.NOTHING))
        .containsExactly(
            "+net praetor-lab",
            "+server",
            "+host1",
            "+host2",
            "+stock-price-1",
            "+stock-price-2",
            "+weather-1",
            "+portal-1",
            "+balancer");
  }

  @Test
  void whatStandsIsLeftAlone() {
    assertThat(up(PLAN, ALL)).isEmpty();
  }

  @Test
  void whatHasEndedIsMadeAnew() {
    assertThat(up(PLAN, Presents.withEnded(ALL, "praetor-lab-weather-1")))
        .containsExactly("-weather-1", "+weather-1");
  }

  @Test
  void aHostIsMadeAnewWithAllThatIsOnIt() {
    assertThat(up(PLAN, Presents.withEnded(ALL, "praetor-lab-host1")))
        .containsExactly(
            "-host1", "-stock-price-1", "-portal-1", "+host1", "+stock-price-1", "+portal-1");
  }

  @Test
  void withoutAServerNothingElseIsOfUse() {
    var steps = up(PLAN, Presents.withEnded(ALL, "praetor-lab-server"));
    assertThat(steps).hasSize(2 * PLAN.parts().size()).doesNotContain("+net praetor-lab");
  }

  @Test
  void aNewImageIsUsed() {
    var newer = Map.of(LabImages.PRAETOR, "sha256:1", "praetor/weather:latest", "sha256:3");
    assertThat(words(Steps.up(PLAN, newer, ALL))).containsExactly("-weather-1", "+weather-1");
  }

  @Test
  void otherPortsConcernTheirContainer() {
    var elsewhere =
        new LabPlan(PLAN.name(), new LabPorts(1, 8500, 8600), PLAN.scale(), PLAN.engineSocket());
    // The server says which ports the lab has.
    assertThat(up(elsewhere, ALL)).contains("-balancer", "+balancer", "-server", "+server");
  }

  @Test
  void scalingMakesAndRemovesInstancesOnly() {
    assertThat(up(LabPlanTest.plan(Map.of("stock-price", 3)), ALL))
        .containsExactly("+stock-price-3");
    assertThat(up(LabPlanTest.plan(Map.of("stock-price", 1)), ALL))
        .containsExactly("-stock-price-2");
  }

  @Test
  void withoutItsNetworkALabIsMadeAnew() {
    var cut = new Present(List.of(), ALL.containers());
    assertThat(up(PLAN, cut)).contains("-server", "-weather-1", "+net praetor-lab", "+server");
  }

  @Test
  void downRemovesTheContainersAndThenTheNetwork() {
    var steps = words(Steps.down(ALL));
    assertThat(steps).hasSize(PLAN.parts().size() + 1).endsWith("-net praetor-lab");
    assertThat(steps).allMatch(step -> step.startsWith("-"));
    assertThat(Steps.down(Presents.NOTHING)).isEmpty();
  }

  @Test
  void whatAPartIsMadeFromDoesNotDependOnTheOrderOfItsVariables() {
    var parts = PLAN.parts();
    var again = LabPlanTest.plan(Map.of("stock-price", 2)).parts();
    for (int i = 0; i < parts.size(); i++) {
      assertThat(parts.get(i).digest("x")).isEqualTo(again.get(i).digest("x"));
      assertThat(parts.get(i).spec(Optional.empty(), "x").labels())
          .containsEntry(Labels.MADE_FROM, parts.get(i).digest("x"));
    }
  }
}
