package praetor.template.lang;

import java.util.List;
import java.util.Optional;

/**
 * A function of templates.
 *
 * @param params fixed parameters
 * @param more what may follow them, any number
 */
public record Function(String name, List<Param> params, Optional<Param> more, Body body) {

  /** What it does with arguments of the declared types. */
  @FunctionalInterface
  public interface Body {
    Value call(List<Value> args) throws FunctionException;
  }

  public Function {
    params = List.copyOf(params);
  }

  public static Function of(String name, Body body, Param... params) {
    return new Function(name, List.of(params), Optional.empty(), body);
  }

  /** A function whose last parameter may come any number of times. */
  public static Function open(String name, Body body, Param... params) {
    var all = List.of(params);
    return new Function(name, all.subList(0, all.size() - 1), Optional.of(all.getLast()), body);
  }

  /** The type of an argument by its place. */
  Param param(int at) {
    return at < params.size() ? params.get(at) : more.orElseThrow();
  }
}
