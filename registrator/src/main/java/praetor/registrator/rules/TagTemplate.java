package praetor.registrator.rules;

import java.util.Objects;
import praetor.model.codec.JsonValue;

/** Fills in the tags of a container, which may be a template in the language of Go's. */
@FunctionalInterface
public interface TagTemplate {

  /** The template cannot be filled in, for a reason in the words of Go's text/template. */
  final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    public Fault(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return Objects.requireNonNull(super.getMessage());
    }
  }

  /**
   * Fills in a template.
   *
   * @param inspect the container as Docker's {@code inspect} shows it
   */
  String fill(String template, JsonValue.Obj inspect) throws Fault;
}
