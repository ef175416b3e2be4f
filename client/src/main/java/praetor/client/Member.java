package praetor.client;

import java.util.Map;

/**
 * A member of the gossip pool.
 *
 * @param status as serf counts: 1 alive, 2 leaving, 3 left, 4 failed
 */
public record Member(
    String name, String address, int port, Map<String, String> tags, int status, int protocol) {

  public Member {
    tags = Map.copyOf(tags);
  }

  static Member of(JsonView json) {
    return new Member(
        json.text("Name"),
        json.text("Addr"),
        (int) json.number("Port"),
        json.field("Tags").fields(JsonView::text),
        (int) json.number("Status"),
        (int) json.number("ProtocolCur"));
  }

  public String statusName() {
    return switch (status) {
      case 0 -> "none";
      case 1 -> "alive";
      case 2 -> "leaving";
      case 3 -> "left";
      case 4 -> "failed";
      default -> "unknown";
    };
  }
}
