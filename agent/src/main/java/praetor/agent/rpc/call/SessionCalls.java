package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.nullableList;

import java.util.List;
import praetor.model.Session;
import praetor.model.codec.Codec;
import praetor.state.command.SessionRequest;

/** The methods of sessions. */
public final class SessionCalls {
  private static final Codec<Reply<List<Session>>> SESSIONS =
      Reply.shape("Sessions", nullableList(Session.SHAPE));

  /** Creates or ends a session; the reply is the id of a new one. */
  public static final Method<WriteRequest<SessionRequest>, String> APPLY =
      new Method<>("Session.Apply", WriteRequest.shape(SessionRequest.SHAPE), STRING);

  /** One session or none. */
  public static final Method<ReadRequest<SessionRead>, Reply<List<Session>>> GET =
      new Method<>("Session.Get", ReadRequest.shape(SessionRead.SHAPE), SESSIONS);

  /** All of them, whatever the request names. */
  public static final Method<ReadRequest<SessionRead>, Reply<List<Session>>> LIST =
      new Method<>("Session.List", ReadRequest.shape(SessionRead.SHAPE), SESSIONS);

  public static final Method<ReadRequest<NodeRead>, Reply<List<Session>>> NODE_SESSIONS =
      new Method<>("Session.NodeSessions", ReadRequest.shape(NodeRead.SHAPE), SESSIONS);

  /** Starts the TTL of a session anew; the reply holds it, or nothing. */
  public static final Method<ReadRequest<SessionRead>, Reply<List<Session>>> RENEW =
      new Method<>("Session.Renew", ReadRequest.shape(SessionRead.SHAPE), SESSIONS);

  private SessionCalls() {}
}
