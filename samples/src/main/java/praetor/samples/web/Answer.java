package praetor.samples.web;

import java.util.Map;

/**
 * What a site answers.
 *
 * @param type media type of the text
 */
public record Answer(int status, String type, String text) {
  private static final int OK = 200;

  /** An object of texts and numbers. */
  public static Answer json(Map<String, ?> fields) {
    return json(OK, fields);
  }

  /** One sentence for whoever asked. */
  public static Answer problem(int status, String sentence) {
    return json(status, Map.of("error", sentence));
  }

  public static Answer html(String page) {
    return new Answer(OK, "text/html; charset=utf-8", page);
  }

  static Answer plain(String text) {
    return new Answer(OK, "text/plain; charset=utf-8", text);
  }

  private static Answer json(int status, Map<String, ?> fields) {
    return new Answer(status, "application/json", FlatJson.write(fields) + "\n");
  }
}
