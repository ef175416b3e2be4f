package praetor.agent.config;

import java.util.Collection;

/** Several errors in one text, in the form that Consul's users know. */
final class Errors {

  private Errors() {}

  static String join(Collection<String> errors) {
    var text = new StringBuilder();
    text.append(errors.size()).append(errors.size() == 1 ? " error" : " errors");
    text.append(" occurred:\n");
    errors.forEach(error -> text.append("\t* ").append(error).append('\n'));
    return text.append('\n').toString();
  }
}
