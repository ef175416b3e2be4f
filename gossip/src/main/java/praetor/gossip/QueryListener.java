package praetor.gossip;

import praetor.model.Bytes;

/** Hears the answers to a query; each member is heard once. */
public interface QueryListener {
  /** A member got the query. */
  void acked(String member);

  void answered(String member, Bytes payload);

  /** No more answers are listened to. */
  void finished();
}
