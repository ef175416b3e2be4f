package praetor.agent.connect;

import static praetor.model.codec.Codecs.ANY;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.nullableList;

import java.util.List;
import praetor.model.codec.JsonValue;
import praetor.model.codec.Shape;

/**
 * Whether a service may call another one, as servers of Consul know it; ours know none.
 *
 * @param sourceName {@code *} for every service
 * @param sourcePeer the peer whose service it is; empty for one of here
 * @param action {@code allow} or {@code deny}; empty when permissions decide for each request
 */
public record Intention(
    String sourceNamespace,
    String sourceName,
    String sourcePeer,
    String destinationNamespace,
    String destinationName,
    String action,
    List<JsonValue> permissions,
    int precedence) {
  public static final Shape<Intention> SHAPE =
      Shape.<Intention>of("structs.Intention")
          .field("SourceNS", STRING, Intention::sourceNamespace)
          .field("SourceName", STRING, Intention::sourceName)
          .field("SourcePeer", STRING, Intention::sourcePeer)
          .field("DestinationNS", STRING, Intention::destinationNamespace)
          .field("DestinationName", STRING, Intention::destinationName)
          .field("Action", STRING, Intention::action)
          .field("Permissions", nullableList(ANY), Intention::permissions)
          .field("Precedence", INT, Intention::precedence)
          .build(
              v ->
                  new Intention(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next()));

  private static final String ANY_SERVICE = "*";
  private static final String ALLOW = "allow";

  /** Whether it speaks of a service that calls. */
  boolean isAbout(String caller) {
    return sourcePeer.isEmpty() && (sourceName.equals(ANY_SERVICE) || sourceName.equals(caller));
  }

  /** What it says of a connection as a whole: what depends on each request is denied. */
  Authorization.Decision decision() {
    var who =
        "%s/%s => %s/%s"
            .formatted(sourceNamespace, sourceName, destinationNamespace, destinationName);
    if (!permissions.isEmpty()) {
      return new Authorization.Decision(
          false,
          "Matched L7 intention: %s (Precedence: %d, Permissions: %d)"
              .formatted(who, precedence, permissions.size()));
    }
    boolean allows = action.equals(ALLOW);
    return new Authorization.Decision(
        allows,
        "Matched L4 intention: %s (Precedence: %d, Action: %s)"
            .formatted(who, precedence, allows ? "ALLOW" : "DENY"));
  }
}
