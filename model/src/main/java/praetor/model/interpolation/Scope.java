package praetor.model.interpolation;

import java.util.Map;
import java.util.function.LongFunction;

/**
 * What the expressions of a text may name.
 *
 * @param functions of one whole number
 */
public record Scope(Map<String, String> variables, Map<String, LongFunction<String>> functions) {
  public Scope {
    variables = Map.copyOf(variables);
    functions = Map.copyOf(functions);
  }
}
