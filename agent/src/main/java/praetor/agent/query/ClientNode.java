package praetor.agent.query;

import java.net.InetAddress;
import java.util.Optional;
import praetor.model.Node;
import praetor.state.StateView;
import praetor.state.WatchSet;

/** Finds the node from which somebody asks. */
final class ClientNode {
  private ClientNode() {}

  /** The name of the node with the client's address; empty when there is none. */
  static String of(Optional<InetAddress> client, StateView view) {
    return client
        .flatMap(
            address ->
                view.nodes(WatchSet.none()).value().stream()
                    .filter(node -> isAt(node, address))
                    .findFirst())
        .map(Node::node)
        .orElse("");
  }

  private static boolean isAt(Node node, InetAddress address) {
    try {
      return InetAddress.ofLiteral(node.address()).equals(address);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
