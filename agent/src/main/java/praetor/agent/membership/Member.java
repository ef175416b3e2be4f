package praetor.agent.membership;

import java.util.Map;
import java.util.TreeMap;

/**
 * An agent as the others see it.
 *
 * @param address its advertised IP address
 * @param port its gossip port
 * @param tags what it says of itself: {@code role}, {@code dc}, {@code id}, ...
 */
public record Member(
    String name,
    String address,
    int port,
    Map<String, String> tags,
    Status status,
    Protocol memberlist,
    Protocol serf) {

  /** Source: serf's member states, as /v1/agent/members shows them by number. */
  public enum Status {
    NONE(0),
    ALIVE(1),
    LEAVING(2),
    LEFT(3),
    FAILED(4);

    private final int code;

    Status(int code) {
      this.code = code;
    }

    static Status of(int code) {
      return values()[code];
    }

    public int code() {
      return code;
    }
  }

  /** A range of protocol versions and the one in use. */
  public record Protocol(int min, int max, int current) {}

  public Member {
    tags = java.util.Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /** As the gossip pool has it. */
  static Member of(praetor.gossip.Member member) {
    var versions = member.versions();
    return new Member(
        member.name(),
        member.endpoint().host(),
        member.endpoint().port(),
        member.tags(),
        Status.of(member.status().number()),
        new Protocol(versions.min(), versions.max(), versions.current()),
        new Protocol(versions.delegateMin(), versions.delegateMax(), versions.delegateCurrent()));
  }

  /** Whether it is a server of this or another datacenter. */
  public boolean isServer() {
    return "consul".equals(tags.get("role"));
  }
}
