package praetor.model;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;

import praetor.model.codec.Shape;

/** Where a node or service runs, in the terms of its cloud. */
public record Locality(String region, String zone) {
  public static final Shape<Locality> SHAPE =
      Shape.<Locality>of("structs.Locality")
          .field("Region", STRING, Locality::region, NOT_EMPTY)
          .field("Zone", STRING, Locality::zone, NOT_EMPTY)
          .build(v -> new Locality(v.next(), v.next()));
}
