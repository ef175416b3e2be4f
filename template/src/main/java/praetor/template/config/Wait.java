package praetor.template.config;

import java.time.Duration;
import praetor.model.DecodeException;
import praetor.model.GoDuration;

/**
 * How long things have to be quiet before something is written.
 *
 * @param min quiet time
 * @param max longest time that changes may put it off
 */
public record Wait(boolean enabled, Duration min, Duration max) {
  public static final Wait NONE = new Wait(false, Duration.ZERO, Duration.ZERO);
  private static final int MAX_FACTOR = 4;

  /** Reads {@code 5s} or {@code 5s:10s}. */
  public static Wait parse(String text) throws DecodeException {
    if (text.isBlank()) {
      return NONE;
    }
    var parts = text.strip().split(":", -1);
    if (parts.length > 2) {
      throw new DecodeException("wait: invalid format");
    }
    var min = GoDuration.parse(parts[0].strip());
    var max = parts.length == 2 ? GoDuration.parse(parts[1].strip()) : min.multipliedBy(MAX_FACTOR);
    return of(min, max);
  }

  static Wait of(Duration min, Duration max) throws DecodeException {
    if (min.isNegative()) {
      throw new DecodeException("wait: min must be positive");
    }
    if (max.compareTo(min) < 0) {
      throw new DecodeException("wait: min must be less than max");
    }
    return new Wait(min.isPositive(), min, max);
  }

  /** Reads a key whose value is a text or a block. */
  static java.util.Optional<Wait> read(Block block, String key) {
    if (!block.has(key)) {
      return java.util.Optional.empty();
    }
    try {
      if (block.isText(key)) {
        return java.util.Optional.of(parse(block.text(key).orElse("")));
      }
      var inner = block.block(key);
      var min = inner.duration("min");
      var max = inner.duration("max");
      boolean enabled = inner.flag("enabled", true);
      inner.done();
      var wait =
          of(
              min.orElse(Duration.ZERO),
              max.orElse(min.orElse(Duration.ZERO).multipliedBy(MAX_FACTOR)));
      return java.util.Optional.of(enabled ? wait : NONE);
    } catch (DecodeException wrong) {
      block.fault(key, String.valueOf(wrong.getMessage()));
      return java.util.Optional.empty();
    }
  }
}
