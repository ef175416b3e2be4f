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

  /** Ends a session. */
  public static SessionRequest destruction(String id) {
    var zero = Session.SHAPE.zero();
    return new SessionRequest(
        DESTROY,
        new Session(
            id,
            "",
            "",
            zero.lockDelay(),
            "",
            "",
            zero.nodeChecks(),
            zero.serviceChecks(),
            zero.checks(),
            0,
            0));
  }
}
