package praetor.model;

import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.optional;

import java.util.List;
import java.util.Optional;
import praetor.model.codec.Shape;

/**
 * Where a prepared query looks further. Lists keep the difference between absent and empty.
 *
 * @param nearestN how many datacenters by distance come first
 * @param datacenters those that come then, in this order
 * @param targets in the place of the others
 */
public record QueryFailover(
    int nearestN, Optional<List<String>> datacenters, Optional<List<FailoverTarget>> targets) {
  public static final Shape<QueryFailover> SHAPE =
      Shape.<QueryFailover>of("structs.QueryFailoverOptions")
          .field("NearestN", INT, QueryFailover::nearestN)
          .field("Datacenters", optional(list(STRING)), QueryFailover::datacenters)
          .field("Targets", optional(list(FailoverTarget.SHAPE)), QueryFailover::targets)
          .build(v -> new QueryFailover(v.next(), v.next(), v.next()));
}
