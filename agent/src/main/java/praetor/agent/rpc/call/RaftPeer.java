package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/** A server of the raft configuration: by id, else by address. */
public record RaftPeer(String id, String address) {
  public static final Shape<RaftPeer> SHAPE =
      Shape.<RaftPeer>of("structs.RaftRemovePeerRequest")
          .field("ID", STRING, RaftPeer::id)
          .field("Address", STRING, RaftPeer::address)
          .build(v -> new RaftPeer(v.next(), v.next()));
}
