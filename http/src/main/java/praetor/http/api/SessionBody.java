package praetor.http.api;

import static praetor.model.codec.Codecs.ANY;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.named;
import static praetor.model.codec.Codecs.nullableList;
import static praetor.model.codec.Codecs.optional;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import praetor.model.DecodeException;
import praetor.model.GoDuration;
import praetor.model.SessionServiceCheck;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonValue;
import praetor.model.codec.Shape;

/**
 * The body of PUT /v1/session/create. Unknown fields are passed over, and so are ID, Datacenter and
 * Namespace.
 *
 * <p>Source: vector session-create-errors of Consul 1.21.4.
 *
 * @param nodeChecks those given; {@code serfHealth} when none are named, unless {@code Checks} is
 *     there and empty
 * @param olderChecks from {@code Checks}: come in addition, unless {@code NodeChecks} is there and
 *     empty
 */
record SessionBody(
    String name,
    Optional<String> node,
    Optional<Duration> lockDelay,
    String behavior,
    String ttl,
    List<String> nodeChecks,
    List<String> olderChecks,
    List<SessionServiceCheck> serviceChecks) {

  /** Delays below it, in nanoseconds, are seconds: also those that are negative, or texts. */
  private static final long SECONDS_BELOW = 1_000;

  private static final List<String> NODE_ALIVE = List.of("serfHealth");

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private record Raw(
      String name,
      Optional<String> node,
      Optional<JsonValue> lockDelay,
      String behavior,
      String ttl,
      Optional<List<String>> nodeChecks,
      Optional<List<String>> checks,
      List<SessionServiceCheck> serviceChecks) {
    static final Shape<Raw> SHAPE =
        Shape.<Raw>of("struct { LockDelay interface {}; *structs.Alias }")
            .field("Name", STRING, Raw::name)
            .field("Node", optional(STRING), Raw::node)
            .field("LockDelay", optional(ANY), Raw::lockDelay)
            .field("Behavior", STRING, Raw::behavior)
            .field("TTL", STRING, Raw::ttl)
            .field("NodeChecks", optional(nullableList(STRING)), Raw::nodeChecks)
            .field("Checks", optional(nullableList(named("types.CheckID", STRING))), Raw::checks)
            .field("ServiceChecks", nullableList(SessionServiceCheck.SHAPE), Raw::serviceChecks)
            .selfDecoding(JsonPath.Unknown.IGNORED)
            .build(
                v ->
                    new Raw(
                        v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                        v.next()));
  }

  /** Reads a body; an empty one asks for a session with all defaults. */
  static SessionBody read(byte[] body) throws DecodeException {
    var raw = body.length == 0 ? Raw.SHAPE.zero() : Raw.SHAPE.parse(body, JsonPath.lenient());
    boolean noChecks = raw.checks().filter(List::isEmpty).isPresent();
    var byDefault = noChecks ? List.<String>of() : NODE_ALIVE;
    boolean noNodeChecks = raw.nodeChecks().filter(List::isEmpty).isPresent();
    var older = noNodeChecks ? List.<String>of() : raw.checks().orElse(List.of());
    return new SessionBody(
        raw.name(),
        raw.node(),
        lockDelay(raw.lockDelay()),
        raw.behavior(),
        raw.ttl(),
        raw.nodeChecks().orElse(byDefault),
        older.equals(NODE_ALIVE) ? List.of() : older,
        raw.serviceChecks());
  }

  private static Optional<Duration> lockDelay(Optional<JsonValue> value) throws DecodeException {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    return switch (value.get()) {
      case JsonValue.Str(var text) -> Optional.of(scaled(GoDuration.parse(text).toNanos()));
      case JsonValue.Num(var text) -> Optional.of(scaled((long) Double.parseDouble(text)));
      case JsonValue.Obj _, JsonValue.Arr _, JsonValue.Bool _ -> Optional.of(Duration.ZERO);
      case JsonValue.Null _ -> Optional.empty();
    };
  }

  /** Small numbers are seconds; those too long for the seconds of a duration wrap, as in Go. */
  private static Duration scaled(long delay) {
    return Duration.ofNanos(delay < SECONDS_BELOW ? delay * NANOS_PER_SECOND : delay);
  }
}
