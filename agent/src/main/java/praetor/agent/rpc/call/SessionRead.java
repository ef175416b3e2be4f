package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/**
 * Asks for a session. Agents fill the one field or the other: both are read, and both are sent.
 * Source: traffic of Consul 1.10 and 1.21.
 */
public record SessionRead(String sessionId, String session) {
  public static final Shape<SessionRead> SHAPE =
      Shape.<SessionRead>of("structs.SessionSpecificRequest")
          .field("SessionID", STRING, SessionRead::sessionId)
          .field("Session", STRING, SessionRead::session)
          .build(v -> new SessionRead(v.next(), v.next()));

  public static SessionRead of(String id) {
    return new SessionRead(id, id);
  }

  public String id() {
    return sessionId.isEmpty() ? session : sessionId;
  }
}
