package praetor.agent.event;

import static praetor.model.codec.Codecs.BASE64;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.UINT64;

import praetor.model.Bytes;
import praetor.model.codec.Shape;

/**
 * An event as the API shows it.
 *
 * @param id a UUID
 * @param nodeFilter regular expression on names of nodes; an empty filter takes everything
 * @param serviceFilter regular expression on names of services
 * @param tagFilter regular expression on the tags of a service that the service filter takes
 * @param version of the event's form
 * @param lamportTime of its broadcast; 0 before
 */
public record UserEvent(
    String id,
    String name,
    Bytes payload,
    String nodeFilter,
    String serviceFilter,
    String tagFilter,
    int version,
    long lamportTime) {

  public static final Shape<UserEvent> SHAPE =
      Shape.<UserEvent>of("agent.UserEvent")
          .field("ID", STRING, UserEvent::id)
          .field("Name", STRING, UserEvent::name)
          .field("Payload", BASE64, UserEvent::payload)
          .field("NodeFilter", STRING, UserEvent::nodeFilter)
          .field("ServiceFilter", STRING, UserEvent::serviceFilter)
          .field("TagFilter", STRING, UserEvent::tagFilter)
          .field("Version", INT, UserEvent::version)
          .field("LTime", UINT64, UserEvent::lamportTime)
          .build(
              v ->
                  new UserEvent(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next()));

  /** The form that agents understand. */
  static final int VERSION = 1;

  /** The same event as received. */
  UserEvent at(long time) {
    return new UserEvent(id, name, payload, nodeFilter, serviceFilter, tagFilter, version, time);
  }

  /**
   * What a reader that has seen this event last gives as its index: both halves of the id, folded.
   * Source: X-Consul-Index of GET /v1/event/list of Consul 1.21.4.
   */
  long index() {
    var hex = id.replace("-", "");
    return Long.parseUnsignedLong(hex.substring(0, 16), 16)
        ^ Long.parseUnsignedLong(hex.substring(16), 16);
  }
}
