package praetor.agent.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.model.DecodeException;
import praetor.model.GoDuration;

/** Typed reads of a checked block; what cannot be read becomes an error and its default. */
final class Values {

  private final Settings settings;
  private final String shownPrefix;
  private final List<String> errors;

  /**
   * Reads a block.
   *
   * @param shownPrefix what error texts put before a key, such as {@code check[].}
   * @param errors gets the errors of all reads
   */
  Values(Settings settings, String shownPrefix, List<String> errors) {
    this.settings = settings;
    this.shownPrefix = shownPrefix;
    this.errors = errors;
  }

  /** Reads another block with the same error texts. */
  Values with(Settings other) {
    return new Values(other, shownPrefix, errors);
  }

  Settings settings() {
    return settings;
  }

  Optional<String> given(String path) {
    return settings.text(path);
  }

  /** A text that is there and not empty. */
  Optional<String> filled(String path) {
    return settings.text(path).filter(text -> !text.isEmpty());
  }

  String text(String path) {
    return text(path, "");
  }

  String text(String path, String otherwise) {
    return settings.text(path).orElse(otherwise);
  }

  boolean bool(String path, boolean otherwise) {
    return settings.at(path).map(Boolean.class::cast).orElse(otherwise);
  }

  int integer(String path, int otherwise) {
    return Math.clamp(number(path, otherwise), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  long number(String path, long otherwise) {
    return settings.at(path).map(n -> ((Number) n).longValue()).orElse(otherwise);
  }

  double fraction(String path, double otherwise) {
    return settings.at(path).map(n -> ((Number) n).doubleValue()).orElse(otherwise);
  }

  Duration duration(String path, Duration otherwise) {
    return settings.text(path).map(text -> parsed(path, text, otherwise)).orElse(otherwise);
  }

  List<String> strings(String path) {
    return settings.list(path).stream().map(Object::toString).toList();
  }

  Map<String, String> texts(String path) {
    var texts = new LinkedHashMap<String, String>();
    settings.block(path).values().forEach((name, value) -> texts.put(name, value.toString()));
    return texts;
  }

  Map<String, Duration> durations(String path) {
    var durations = new LinkedHashMap<String, Duration>();
    texts(path)
        .forEach(
            (name, text) ->
                durations.put(name, parsed(path + "[\"" + name + "\"]", text, Duration.ZERO)));
    return durations;
  }

  /** The blocks of a list, each to be read with the same error texts. */
  @SuppressWarnings("unchecked")
  List<Values> blocks(String path, String shown) {
    var blocks = new ArrayList<Values>();
    settings
        .list(path)
        .forEach(b -> blocks.add(new Values(new Settings((Map<String, Object>) b), shown, errors)));
    return blocks;
  }

  void error(String text) {
    errors.add(text);
  }

  private Duration parsed(String path, String text, Duration otherwise) {
    try {
      return GoDuration.parse(text);
    } catch (DecodeException unreadable) {
      errors.add(
          "%s%s: invalid duration: \"%s\": %s"
              .formatted(shownPrefix, path, text, unreadable.getMessage()));
      return otherwise;
    }
  }
}
