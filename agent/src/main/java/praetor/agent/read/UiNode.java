package praetor.agent.read;

import java.util.Optional;
import praetor.state.NodeInfo;
import praetor.state.Read;

/** A node with its services and checks. Source: GET /v1/internal/ui/node/:node. */
public record UiNode(String name) implements Query<Optional<NodeInfo>> {
  @Override
  public Read<Optional<NodeInfo>> read(ReadContext context) {
    var authorizer = context.authorizer();
    return context
        .view()
        .nodeInfo(name, context.watch())
        .map(
            found ->
                found
                    .filter(row -> UiNodes.isVisible(row, authorizer))
                    .map(row -> UiNodes.visible(row, authorizer)));
  }

  @Override
  public boolean isAbsent(Optional<NodeInfo> answer) {
    return answer.isEmpty();
  }
}
