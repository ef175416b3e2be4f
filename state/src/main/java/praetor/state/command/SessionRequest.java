package praetor.state.command;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.Session;
import praetor.model.codec.Shape;

/**
 * Creates or destroys a session.
 *
 * @param op {@link #CREATE} or {@link #DESTROY}
 * @param session to destroy one only its ID counts; to create one the leader has drawn the ID
 */
public record SessionRequest(String op, Session session) implements Command {
  public static final Shape<SessionRequest> SHAPE =
      Shape.<SessionRequest>of("structs.SessionRequest")
          .field("Op", STRING, SessionRequest::op)
          .field("Session", Session.SHAPE, SessionRequest::session)
          .build(v -> new SessionRequest(v.next(), v.next()));

  public static final String CREATE = "create";
  public static final String DESTROY = "destroy";
}
