package praetor.gossip.serf;

import java.util.List;
import java.util.TreeMap;
import praetor.gossip.Member;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.PackWriter;

/**
 * Writes serf's messages: a type byte and a map whose names are in byte order.
 *
 * <p>Source: packets of Consul 1.21.4; what it writes is written here byte for byte.
 */
final class SerfCodec {
  static final int LEAVE = 0;
  static final int JOIN = 1;
  static final int STATE = 2;
  static final int EVENT = 3;
  static final int QUERY = 4;
  static final int RESPONSE = 5;
  static final int CONFLICT = 6;
  static final int KEY_REQUEST = 7;
  static final int KEY_ANSWER = 8;
  static final int RELAY = 9;

  private SerfCodec() {}

  static Bytes encode(SerfMessage message) {
    var out = new PackWriter(128);
    switch (message) {
      case SerfMessage.LeaveIntent(long time, String node, boolean prune) -> {
        begin(out, LEAVE, 3).string("LTime").unsigned(time);
        out.string("Node").string(node).string("Prune").bool(prune);
      }
      case SerfMessage.JoinIntent(long time, String node) ->
          begin(out, JOIN, 2).string("LTime").unsigned(time).string("Node").string(node);
      case SerfMessage.State state -> writeState(state, out);
      case SerfMessage.Event event -> writeEvent(event, out);
      case SerfMessage.Query query -> writeQuery(query, out);
      case SerfMessage.Response response -> writeResponse(response, out);
      case SerfMessage.ConflictAnswer _ ->
          throw new IllegalArgumentException("conflict answers carry a whole member");
      case SerfMessage.KeyRequest(Bytes key) ->
          begin(out, KEY_REQUEST, 1).string("Key").raw(key.array());
      case SerfMessage.KeyAnswer answer -> writeKeyAnswer(answer, out);
      case SerfMessage.Relay relay -> {
        return writeRelay(relay, out);
      }
    }
    return Bytes.owned(out.toBytes());
  }

  private static PackWriter begin(PackWriter out, int type, int fields) {
    return out.rawByte(type).mapHeader(fields);
  }

  private static void writeState(SerfMessage.State state, PackWriter out) {
    begin(out, STATE, 6).string("EventLTime").unsigned(state.eventTime());
    out.string("Events").arrayHeader(state.events().size());
    state.events().forEach(events -> writeEventsAt(events, out));
    out.string("LTime").unsigned(state.time());
    out.string("LeftMembers").arrayHeader(state.left().size());
    state.left().forEach(out::string);
    out.string("QueryLTime").unsigned(state.queryTime());
    out.string("StatusLTimes").mapHeader(state.statusTimes().size());
    state.statusTimes().forEach((node, time) -> out.string(node).unsigned(time));
  }

  private static void writeEventsAt(SerfMessage.EventsAt at, PackWriter out) {
    out.mapHeader(2).string("Events").arrayHeader(at.events().size());
    for (var event : at.events()) {
      out.mapHeader(2).string("Name").string(event.name());
      out.string("Payload").raw(event.payload().array());
    }
    out.string("LTime").unsigned(at.time());
  }

  private static void writeEvent(SerfMessage.Event event, PackWriter out) {
    begin(out, EVENT, 4).string("CC").bool(event.coalesce());
    out.string("LTime").unsigned(event.time()).string("Name").string(event.name());
    out.string("Payload").raw(event.payload().array());
  }

  private static void writeQuery(SerfMessage.Query query, PackWriter out) {
    begin(out, QUERY, 11).string("Addr").raw(query.asker().ip().array()).string("Filters");
    if (query.filters().isEmpty()) {
      out.nil();
    } else {
      out.arrayHeader(query.filters().size());
      query.filters().forEach(filter -> out.raw(filter.array()));
    }
    out.string("Flags").unsigned(query.flags()).string("ID").unsigned(query.id());
    out.string("LTime").unsigned(query.time()).string("Name").string(query.name());
    out.string("Payload").raw(query.payload().array());
    out.string("Port").unsigned(query.asker().port());
    out.string("RelayFactor").unsigned(query.relayFactor());
    out.string("SourceNode").string(query.askerName());
    out.string("Timeout").integer(query.timeoutNanos());
  }

  private static void writeResponse(SerfMessage.Response response, PackWriter out) {
    begin(out, RESPONSE, 5).string("Flags").unsigned(response.flags());
    out.string("From").string(response.from()).string("ID").unsigned(response.id());
    out.string("LTime").unsigned(response.time()).string("Payload");
    if (response.isAck()) {
      out.nil();
    } else {
      out.raw(response.payload().array());
    }
  }

  private static void writeKeyAnswer(SerfMessage.KeyAnswer answer, PackWriter out) {
    begin(out, KEY_ANSWER, 4).string("Keys");
    if (answer.keys().isEmpty()) {
      out.nil();
    } else {
      out.arrayHeader(answer.keys().size());
      answer.keys().forEach(out::string);
    }
    out.string("Message").string(answer.message());
    out.string("PrimaryKey").string(answer.primary());
    out.string("Result").bool(answer.result());
  }

  private static Bytes writeRelay(SerfMessage.Relay relay, PackWriter out) {
    begin(out, RELAY, 2).string("DestAddr").mapHeader(3);
    out.string("IP").raw(relay.to().ip().array());
    out.string("Port").unsigned(relay.to().port()).string("Zone").string("");
    out.string("DestName").string(relay.toName());
    var inner = relay.inner().array();
    for (byte b : inner) {
      out.rawByte(b);
    }
    return Bytes.owned(out.toBytes());
  }

  /** The answer to the question who owns a name. */
  static Bytes encodeConflictAnswer(Member member) {
    var out = new PackWriter(256);
    var versions = member.versions();
    begin(out, CONFLICT, 11).string("Addr").raw(member.endpoint().ip().array());
    out.string("DelegateCur").unsigned(versions.delegateCurrent());
    out.string("DelegateMax").unsigned(versions.delegateMax());
    out.string("DelegateMin").unsigned(versions.delegateMin());
    out.string("Name").string(member.name());
    out.string("Port").unsigned(member.endpoint().port());
    out.string("ProtocolCur").unsigned(versions.current());
    out.string("ProtocolMax").unsigned(versions.max());
    out.string("ProtocolMin").unsigned(versions.min());
    out.string("Status").unsigned(member.status().number());
    out.string("Tags").mapHeader(member.tags().size());
    new TreeMap<>(member.tags()).forEach((key, value) -> out.string(key).string(value));
    return Bytes.owned(out.toBytes());
  }

  static SerfMessage decode(Bytes message) throws DecodeException {
    return SerfReader.read(message);
  }

  /** A filter by node names. */
  static Bytes nodeFilter(List<String> nodes) {
    var out = new PackWriter().rawByte(QueryFilter.NODES).arrayHeader(nodes.size());
    nodes.forEach(out::string);
    return Bytes.owned(out.toBytes());
  }

  /** A filter by a tag's value. */
  static Bytes tagFilter(String tag, String expression) {
    var out = new PackWriter().rawByte(QueryFilter.TAG).mapHeader(2);
    out.string("Expr").string(expression).string("Tag").string(tag);
    return Bytes.owned(out.toBytes());
  }
}
