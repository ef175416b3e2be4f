package praetor.template.func;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import praetor.template.lang.FunctionException;

/**
 * What functions see of the world outside of a template.
 *
 * @param folder the working folder
 * @param printer takes what {@code spew_dump} prints at once
 */
public record Surroundings(
    Map<String, String> environment,
    Path folder,
    InstantSource clock,
    RandomGenerator random,
    Addresses addresses,
    Consumer<String> printer) {

  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** Expressions over the addresses of this machine. */
  @FunctionalInterface
  public interface Addresses {
    /** Carries out {@code {{ GetPrivateIP }}}. */
    String resolve(String template) throws FunctionException;
  }
}
