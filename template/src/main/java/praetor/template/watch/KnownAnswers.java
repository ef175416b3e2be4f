package praetor.template.watch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import praetor.template.lang.Value;

/** The latest answer of each dependency. Owned by the runner. */
public final class KnownAnswers {
  private final Map<Dependency, Value> answers = new HashMap<>();

  public Optional<Value> of(Dependency dependency) {
    return Optional.ofNullable(answers.get(dependency));
  }

  /** Takes an answer; whether it differs from the one before. */
  public boolean learn(Dependency dependency, Value value) {
    return !value.equals(answers.put(dependency, value));
  }

  /** Forgets all others. */
  public void retain(Set<Dependency> used) {
    answers.keySet().retainAll(used);
  }
}
