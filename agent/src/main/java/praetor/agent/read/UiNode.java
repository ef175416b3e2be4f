package praetor.agent.read;

import java.util.List;
import java.util.Optional;
import praetor.state.NodeInfo;

/** A node with its services and checks. Source: GET /v1/internal/ui/node/:node. */
public record UiNode(String name) implements MappedQuery<List<NodeInfo>, Optional<NodeInfo>> {
  @Override
  public Query<List<NodeInfo>> source() {
    return new NodeDump(Optional.of(name), RowFilter.none(NodeInfo.SHAPE));
  }

  @Override
  public Optional<NodeInfo> map(List<NodeInfo> found) {
    return found.stream().findFirst();
  }

  @Override
  public boolean isAbsent(Optional<NodeInfo> answer) {
    return answer.isEmpty();
  }
}
