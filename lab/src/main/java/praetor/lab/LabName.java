package praetor.lab;

import java.util.regex.Pattern;

/**
 * What a lab is called. Its network and the names of its containers begin with it, and all that
 * belongs to it has the label {@code praetor.lab=NAME}.
 */
public record LabName(String text) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}");

  public LabName {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "the name of a lab is small letters, digits and dashes, not \"" + text + "\"");
    }
  }

  String network() {
    return "praetor-" + text;
  }

  String container(String part) {
    return network() + "-" + part;
  }

  String label() {
    return Labels.LAB + "=" + text;
  }
}
