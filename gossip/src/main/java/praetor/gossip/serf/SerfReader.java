package praetor.gossip.serf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import praetor.gossip.serf.SerfMessage.EventsAt;
import praetor.gossip.serf.SerfMessage.NamedPayload;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.FieldReader;
import praetor.model.Bytes;
import praetor.model.DecodeException;

/** Reads serf's messages. The fields of all: a name means the same in each. */
final class SerfReader {
  /** Longer lists of events are hostile: Consul's buffers have 512 places. */
  private static final int EVENT_TIMES_MAX = 65_536;

  private final ByteBuffer buffer;
  private final FieldReader in;
  private long time;
  private String node = "";
  private boolean prune;
  private String name = "";
  private Bytes payload = Bytes.EMPTY;
  private boolean coalesce;
  private long id;
  private Bytes address = Bytes.EMPTY;
  private int port;
  private String sourceNode = "";
  private List<Bytes> filters = List.of();
  private long flags;
  private int relayFactor;
  private long timeout;
  private String from = "";
  private Bytes key = Bytes.EMPTY;
  private boolean result;
  private String message = "";
  private List<String> keys = List.of();
  private String primary = "";
  private Map<String, Long> statusTimes = Map.of();
  private List<String> left = List.of();
  private long eventTime;
  private List<EventsAt> events = List.of();
  private long queryTime;
  private Bytes destinationIp = Bytes.EMPTY;
  private int destinationPort;
  private String destinationName = "";

  private SerfReader(ByteBuffer buffer) {
    this.buffer = buffer;
    this.in = new FieldReader(buffer);
  }

  static SerfMessage read(Bytes bytes) throws DecodeException {
    if (bytes.isEmpty()) {
      throw new DecodeException("empty serf message");
    }
    var buffer = ByteBuffer.wrap(bytes.array());
    int type = buffer.get() & 0xff;
    var reader = new SerfReader(buffer);
    reader.in.map(reader::field);
    return reader.message(type);
  }

  private SerfMessage message(int type) throws DecodeException {
    return switch (type) {
      case SerfCodec.LEAVE -> new SerfMessage.LeaveIntent(time, node, prune);
      case SerfCodec.JOIN -> new SerfMessage.JoinIntent(time, node);
      case SerfCodec.STATE ->
          new SerfMessage.State(time, statusTimes, left, eventTime, events, queryTime);
      case SerfCodec.EVENT -> new SerfMessage.Event(time, name, payload, coalesce);
      case SerfCodec.QUERY -> query();
      case SerfCodec.RESPONSE -> new SerfMessage.Response(time, id, from, flags, payload);
      case SerfCodec.CONFLICT -> new SerfMessage.ConflictAnswer(name, new Endpoint(address, port));
      case SerfCodec.KEY_REQUEST -> new SerfMessage.KeyRequest(key);
      case SerfCodec.KEY_ANSWER -> new SerfMessage.KeyAnswer(result, message, keys, primary);
      case SerfCodec.RELAY ->
          new SerfMessage.Relay(
              new Endpoint(destinationIp, destinationPort), destinationName, rest());
      default -> throw new DecodeException("unknown serf message type " + type);
    };
  }

  private SerfMessage.Query query() {
    return new SerfMessage.Query(
        time,
        id,
        new Endpoint(address, port),
        sourceNode,
        filters,
        flags,
        relayFactor,
        timeout,
        name,
        payload);
  }

  private Bytes rest() {
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return Bytes.owned(bytes);
  }

  private void field(String field) throws DecodeException {
    switch (field) {
      case "LTime" -> time = in.uint64();
      case "Node" -> node = in.text();
      case "Prune" -> prune = in.bool();
      case "Name" -> name = in.text();
      case "Payload" -> payload = in.bytes();
      case "CC" -> coalesce = in.bool();
      case "ID" -> id = in.uint32();
      case "Addr" -> address = in.bytes();
      case "Port" -> port = in.uint16();
      case "SourceNode" -> sourceNode = in.text();
      case "Filters" -> filters = list(in::bytes);
      case "Flags" -> flags = in.uint32();
      case "RelayFactor" -> relayFactor = in.uint8();
      case "Timeout" -> timeout = in.int64();
      default -> answerField(field);
    }
  }

  private void answerField(String field) throws DecodeException {
    switch (field) {
      case "From" -> from = in.text();
      case "Key" -> key = in.bytes();
      case "Result" -> result = in.bool();
      case "Message" -> message = in.text();
      case "Keys" -> keys = list(in::text);
      case "PrimaryKey" -> primary = in.text();
      case "DestAddr" -> in.map(this::destinationField);
      case "DestName" -> destinationName = in.text();
      default -> stateField(field);
    }
  }

  private void stateField(String field) throws DecodeException {
    switch (field) {
      case "StatusLTimes" -> {
        statusTimes = new HashMap<>();
        in.map(member -> statusTimes.put(member, in.uint64()));
      }
      case "LeftMembers" -> left = list(in::text);
      case "EventLTime" -> eventTime = in.uint64();
      case "Events" -> events = events();
      case "QueryLTime" -> queryTime = in.uint64();
      default -> in.skip();
    }
  }

  private void destinationField(String field) throws DecodeException {
    switch (field) {
      case "IP" -> destinationIp = in.bytes();
      case "Port" -> destinationPort = in.uint16();
      default -> in.skip();
    }
  }

  private interface Element<E> {
    E read() throws DecodeException;
  }

  private <E> List<E> list(Element<E> element) throws DecodeException {
    int length = in.listHeader();
    var list = new ArrayList<E>(Math.min(length, 64));
    for (int i = 0; i < length; i++) {
      list.add(element.read());
    }
    return List.copyOf(list);
  }

  // A ring of which most places are nil.
  private List<EventsAt> events() throws DecodeException {
    int length = in.listHeader();
    if (length > EVENT_TIMES_MAX) {
      throw new DecodeException(length + " times of events");
    }
    var list = new ArrayList<EventsAt>();
    for (int i = 0; i < length; i++) {
      if (!in.skipNil()) {
        list.add(eventsAt());
      }
    }
    return List.copyOf(list);
  }

  private EventsAt eventsAt() throws DecodeException {
    var at = new SerfReader(buffer);
    var found = new ArrayList<NamedPayload>();
    in.map(
        field -> {
          if (field.equals("Events")) {
            found.addAll(list(this::namedPayload));
          } else {
            at.field(field);
          }
        });
    return new EventsAt(at.time, List.copyOf(found));
  }

  private NamedPayload namedPayload() throws DecodeException {
    var fields = new SerfReader(buffer);
    in.map(fields::field);
    return new NamedPayload(fields.name, fields.payload);
  }
}
