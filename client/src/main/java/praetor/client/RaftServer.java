package praetor.client;

/** A server of the raft configuration. */
public record RaftServer(
    String node,
    String id,
    String address,
    boolean leader,
    boolean voter,
    String protocolVersion,
    long lastIndex) {

  static RaftServer of(JsonView json) {
    return new RaftServer(
        json.text("Node"),
        json.text("ID"),
        json.text("Address"),
        json.bool("Leader"),
        json.bool("Voter"),
        json.text("ProtocolVersion"),
        json.number("LastIndex"));
  }
}
