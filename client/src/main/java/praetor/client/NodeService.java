package praetor.client;

import java.util.List;

/** An instance on a node. */
public record NodeService(String name, List<String> tags) {

  public NodeService {
    tags = List.copyOf(tags);
  }

  static NodeService of(JsonView json) {
    return new NodeService(json.text("Service"), json.field("Tags").texts());
  }
}
