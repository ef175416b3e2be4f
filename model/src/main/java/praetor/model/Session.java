package praetor.model;

import static praetor.model.codec.Codecs.DURATION_NANOS;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.nullableList;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;

import java.time.Duration;
import java.util.List;
import praetor.model.codec.Shape;

/**
 * A session: the holder of locks, alive while its node, its checks and its TTL are.
 *
 * @param lockDelay how long a lock stays closed after the session ended without release
 * @param behavior {@code release} or {@code delete}: what happens to its locks
 * @param ttl Go duration text, or empty for none
 */
public record Session(
    String id,
    String name,
    String node,
    Duration lockDelay,
    String behavior,
    String ttl,
    List<String> nodeChecks,
    List<SessionServiceCheck> serviceChecks,
    List<String> checks,
    long createIndex,
    long modifyIndex) {
  public static final Shape<Session> SHAPE =
      Shape.<Session>of("structs.Session")
          .field("ID", STRING, Session::id)
          .field("Name", STRING, Session::name)
          .field("Node", STRING, Session::node)
          .field("LockDelay", DURATION_NANOS, Session::lockDelay)
          .field("Behavior", STRING, Session::behavior)
          .field("TTL", STRING, Session::ttl)
          .field("NodeChecks", list(STRING), Session::nodeChecks)
          .field("ServiceChecks", nullableList(SessionServiceCheck.SHAPE), Session::serviceChecks)
          .field("Checks", nullableList(STRING), Session::checks, NOT_EMPTY)
          .uint64("CreateIndex", Session::createIndex)
          .uint64("ModifyIndex", Session::modifyIndex)
          .build(
              v ->
                  new Session(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next(), v.next()));

  public static final String RELEASE = "release";
  public static final String DELETE = "delete";
}
