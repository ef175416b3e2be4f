package praetor.model;

import static praetor.model.codec.Codecs.INT;

import praetor.model.codec.Shape;

/**
 * How much of the traffic an instance gets in DNS SRV answers.
 *
 * @param passing 1 to 65535, while all checks pass
 * @param warning 0 to 65535, while a check warns
 */
public record Weights(int passing, int warning) {
  public static final Shape<Weights> SHAPE =
      Shape.<Weights>of("structs.Weights")
          .field("Passing", INT, Weights::passing)
          .field("Warning", INT, Weights::warning)
          .build(v -> new Weights(v.next(), v.next()));

  /** What a service gets that names none. */
  public static final Weights DEFAULT = new Weights(1, 1);

  private static final int MAX = 65_535;

  /** Whether both are within their bounds. */
  public boolean isValid() {
    return passing >= 1 && passing <= MAX && warning >= 0 && warning <= MAX;
  }
}
