package praetor.gossip.wire;

import java.util.Optional;
import praetor.gossip.wire.Message.Source;
import praetor.gossip.wire.StreamMessage.NodeState;
import praetor.model.Bytes;
import praetor.model.DecodeException;

/** The fields of all membership messages: a name means the same in each. */
final class MessageFields {
  long sequence;
  private String node = "";
  private String from = "";
  private long incarnation;
  private Bytes address = Bytes.EMPTY;
  private int port;
  private Bytes target = Bytes.EMPTY;
  private boolean nack;
  private Bytes payload = Bytes.EMPTY;
  private Bytes meta = Bytes.EMPTY;
  private Bytes versions = Bytes.EMPTY;
  private Bytes sourceAddress = Bytes.EMPTY;
  private int sourcePort;
  private String sourceNode = "";
  private String name = "";
  private long state;

  void read(FieldReader in) throws DecodeException {
    in.map(field -> readField(field, in));
  }

  private void readField(String field, FieldReader in) throws DecodeException {
    switch (field) {
      case "SeqNo" -> sequence = in.uint32();
      case "Node" -> node = in.text();
      case "From" -> from = in.text();
      case "Incarnation" -> incarnation = in.uint32();
      case "Addr" -> address = in.bytes();
      case "Port" -> port = in.uint16();
      case "Target" -> target = in.bytes();
      case "Nack" -> nack = in.bool();
      case "Payload" -> payload = in.bytes();
      case "Meta" -> meta = in.bytes();
      case "Vsn" -> versions = in.bytes();
      case "SourceAddr" -> sourceAddress = in.bytes();
      case "SourcePort" -> sourcePort = in.uint16();
      case "SourceNode" -> sourceNode = in.text();
      case "Name" -> name = in.text();
      case "State" -> state = in.int64();
      default -> in.skip();
    }
  }

  Message.Ping ping() {
    return new Message.Ping(sequence, node, source());
  }

  Message.IndirectPing indirectPing() {
    return new Message.IndirectPing(sequence, new Endpoint(target, port), node, nack, source());
  }

  // Source: Consul 1.21.4 answers to the packet's source when the port is 0.
  private Optional<Source> source() {
    var endpoint = new Endpoint(sourceAddress, sourcePort);
    return endpoint.isValid() && sourcePort > 0
        ? Optional.of(new Source(endpoint, sourceNode))
        : Optional.empty();
  }

  Message.Ack ack() {
    return new Message.Ack(sequence, payload);
  }

  Message.Suspect suspect() {
    return new Message.Suspect(incarnation, node, from);
  }

  Message.Alive alive() {
    return new Message.Alive(
        incarnation, node, new Endpoint(address, port), meta, new Versions(versions));
  }

  Message.Dead dead() {
    return new Message.Dead(incarnation, node, from);
  }

  NodeState nodeState() throws DecodeException {
    if (!Liveness.isKnown(state)) {
      throw new DecodeException("unknown node state " + state);
    }
    return new NodeState(
        name,
        new Endpoint(address, port),
        meta,
        incarnation,
        Liveness.of((int) state),
        new Versions(versions));
  }
}
