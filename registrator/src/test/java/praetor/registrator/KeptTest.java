package praetor.registrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import praetor.docker.EngineEvent;
import praetor.registrator.rules.ContainerView;

class KeptTest {
  private final Kept kept = new Kept();
  private final Map<String, ContainerView> known = new LinkedHashMap<>();

  private void runs(String id) {
    known.put(id, Inspect.view(id, 1001));
  }

  private void seenGone(String id) {
    kept.gone(List.of(known.remove(id)));
  }

  private void dies(String id, int exitCode) {
    happens(id, "die", Map.of("exitCode", String.valueOf(exitCode)));
  }

  private void happens(String id, String action, Map<String, String> attributes) {
    kept.see(new EngineEvent(action, id, attributes, Optional.empty()), known);
  }

  @Test
  void whoFailedIsKeptUntilItStartsAgain() {
    runs("c");
    dies("c", 3);
    seenGone("c");
    assertThat(kept.containers()).containsOnlyKeys("c");
    kept.giveUpUntold();
    assertThat(kept.containers()).containsOnlyKeys("c");
    happens("c", "start", Map.of());
    assertThat(kept.containers()).isEmpty();
  }

  @Test
  void whoEndedWellIsNot() {
    runs("c");
    dies("c", 0);
    seenGone("c");
    assertThat(kept.containers()).isEmpty();
  }

  @Test
  void whoWasStoppedIsNot() {
    runs("c");
    happens("c", "kill", Map.of());
    dies("c", 137);
    seenGone("c");
    assertThat(kept.containers()).isEmpty();
  }

  /** It was looked at for another reason, or listed, before the event of its end was read. */
  @Test
  void whoIsSeenGoneFirstIsKeptUntilItsEndIsTold() {
    runs("failed");
    runs("well");
    seenGone("failed");
    seenGone("well");
    assertThat(kept.containers()).containsOnlyKeys("failed", "well");
    dies("failed", 3);
    dies("well", 0);
    assertThat(kept.containers()).containsOnlyKeys("failed");
  }

  @Test
  void whoseEndNobodyTellsIsGivenUp() {
    runs("c");
    seenGone("c");
    kept.giveUpUntold();
    assertThat(kept.containers()).isEmpty();
  }

  @Test
  void whoStartedAgainMayEndUntoldAgain() {
    runs("c");
    dies("c", 0);
    happens("c", "start", Map.of());
    seenGone("c");
    assertThat(kept.containers()).containsOnlyKeys("c");
  }
}
