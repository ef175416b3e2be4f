package praetor.http.api;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.optional;

import java.util.Optional;
import praetor.http.Request;
import praetor.model.Coordinate;
import praetor.model.codec.Shape;

/** The body of PUT /v1/coordinate/update. */
record CoordinateBody(String datacenter, String node, String segment, Optional<Coordinate> coord) {
  private static final Shape<CoordinateBody> SHAPE =
      Shape.<CoordinateBody>of("structs.CoordinateUpdateRequest")
          .field("Datacenter", STRING, CoordinateBody::datacenter)
          .field("Node", STRING, CoordinateBody::node)
          .field("Segment", STRING, CoordinateBody::segment)
          .field("Coord", optional(Coordinate.SHAPE), CoordinateBody::coord)
          .build(v -> new CoordinateBody(v.next(), v.next(), v.next(), v.next()));

  /**
   * Reads the body.
   *
   * @throws praetor.http.HttpException 400 with Consul's text
   */
  static CoordinateBody read(Request request) {
    return RequestBody.strict(request, SHAPE);
  }
}
