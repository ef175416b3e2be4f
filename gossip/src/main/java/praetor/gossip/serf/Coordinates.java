package praetor.gossip.serf;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.event.Level;
import praetor.gossip.GossipMeter;
import praetor.gossip.wire.FieldReader;
import praetor.model.Bytes;
import praetor.model.Coordinate;
import praetor.model.DecodeException;
import praetor.model.codec.PackWriter;

/** This member's network coordinate, and those it saw in the answers of others. */
final class Coordinates {
  /** The first byte of an ack's payload. */
  private static final int VERSION = 1;

  private static final int LATENCIES = 3;
  private static final double ROUND_TRIP_MAX_SECONDS = 10;
  private static final double NANOS = 1e9;
  private static final double MS_PER_SECOND = 1e3;

  private final Context context;
  private final Vivaldi vivaldi;
  private int resets;
  private final Map<String, Coordinate> seen = new HashMap<>();
  private final Map<String, Deque<Double>> latencies = new HashMap<>();
  private Bytes payload;

  Coordinates(Context context, RandomGenerator random) {
    this.context = context;
    this.vivaldi = new Vivaldi(random);
    this.payload = encode(vivaldi.coordinate());
  }

  /** How often the coordinate was thrown away because it made no sense. */
  int resets() {
    return resets;
  }

  Coordinate own() {
    return vivaldi.coordinate();
  }

  /** The coordinate of a member, if it answered this one. */
  Optional<Coordinate> of(String member) {
    return context.isMe(member) ? Optional.of(own()) : Optional.ofNullable(seen.get(member));
  }

  void forget(String member) {
    seen.remove(member);
    latencies.remove(member);
  }

  /** What this member tells in its acks. */
  Bytes payload() {
    return payload;
  }

  /** Learns from a member's answer to a ping. */
  void answered(String member, long roundTripNanos, Bytes told) {
    if (told.isEmpty() || (told.array()[0] & 0xff) != VERSION) {
      return;
    }
    try {
      learn(member, roundTripNanos / NANOS, decode(told));
    } catch (DecodeException e) {
      context.note(Level.ERROR, "Failed to decode coordinate from ping: " + e.getMessage());
    }
  }

  private void learn(String member, double roundTrip, Coordinate other) {
    if (!Vivaldi.isValid(other) || roundTrip < 0 || roundTrip > ROUND_TRIP_MAX_SECONDS) {
      context.note(Level.DEBUG, "Rejected coordinate from " + member);
      return;
    }
    var before = vivaldi.coordinate();
    if (!vivaldi.update(other, filtered(member, roundTrip))) {
      resets++;
      context.note(Level.WARN, "The coordinate made no sense any more and was reset");
    }
    var after = vivaldi.coordinate();
    context.meter.measure(
        GossipMeter.Measure.COORDINATE_ADJUSTMENT, MS_PER_SECOND * before.secondsTo(after));
    payload = encode(after);
    seen.put(member, other);
  }

  private double filtered(String member, double roundTrip) {
    var latest = latencies.computeIfAbsent(member, _ -> new ArrayDeque<>(LATENCIES));
    latest.addLast(roundTrip);
    if (latest.size() > LATENCIES) {
      latest.removeFirst();
    }
    return Vivaldi.median(List.copyOf(latest));
  }

  static Bytes encode(Coordinate coordinate) {
    var out = new PackWriter(144).rawByte(VERSION).mapHeader(4);
    out.string("Adjustment").float64(coordinate.adjustment());
    out.string("Error").float64(coordinate.error());
    out.string("Height").float64(coordinate.height());
    out.string("Vec").arrayHeader(coordinate.vec().size());
    coordinate.vec().forEach(out::float64);
    return Bytes.owned(out.toBytes());
  }

  static Coordinate decode(Bytes told) throws DecodeException {
    var buffer = ByteBuffer.wrap(told.array());
    buffer.get();
    var fields = new Fields(new FieldReader(buffer));
    fields.in.map(fields::read);
    return new Coordinate(List.copyOf(fields.vec), fields.error, fields.adjustment, fields.height);
  }

  private static final class Fields {
    private final FieldReader in;
    private final List<Double> vec = new ArrayList<>(Vivaldi.DIMENSIONS);
    private double error;
    private double adjustment;
    private double height;

    Fields(FieldReader in) {
      this.in = in;
    }

    void read(String name) throws DecodeException {
      switch (name) {
        case "Vec" -> {
          int length = in.listHeader();
          for (int i = 0; i < length; i++) {
            vec.add(in.float64());
          }
        }
        case "Error" -> error = in.float64();
        case "Adjustment" -> adjustment = in.float64();
        case "Height" -> height = in.float64();
        default -> in.skip();
      }
    }
  }
}
