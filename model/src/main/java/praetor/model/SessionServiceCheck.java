package praetor.model;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/** A service check that a session depends on. */
public record SessionServiceCheck(String id, String namespace) {
  public static final Shape<SessionServiceCheck> SHAPE =
      Shape.<SessionServiceCheck>of("structs.ServiceCheck")
          .field("ID", STRING, SessionServiceCheck::id)
          .field("Namespace", STRING, SessionServiceCheck::namespace)
          .build(v -> new SessionServiceCheck(v.next(), v.next()));
}
