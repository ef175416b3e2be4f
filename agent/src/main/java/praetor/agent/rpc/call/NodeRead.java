package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/** Asks for something of a node. */
public record NodeRead(String node, String peerName, boolean mergeCentralConfig) {
  public static final Shape<NodeRead> SHAPE =
      Shape.<NodeRead>of("structs.NodeSpecificRequest")
          .field("Node", STRING, NodeRead::node)
          .field("PeerName", STRING, NodeRead::peerName)
          .field("MergeCentralConfig", BOOL, NodeRead::mergeCentralConfig)
          .build(v -> new NodeRead(v.next(), v.next(), v.next()));

  public static NodeRead of(String node) {
    return new NodeRead(node, "", false);
  }
}
