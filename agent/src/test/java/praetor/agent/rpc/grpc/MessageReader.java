package praetor.agent.rpc.grpc;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import praetor.model.Bytes;
import praetor.model.CheckDefinition;
import praetor.model.CheckServiceNode;
import praetor.model.HealthCheck;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.ServiceAddress;
import praetor.model.ServiceConnect;
import praetor.model.Weights;

/** A message as its fields, and what the recorded ones hold. */
final class MessageReader {
  private final Map<Integer, List<Object>> fields = new TreeMap<>();

  private MessageReader() {}

  static MessageReader of(byte[] bytes) {
    var message = new MessageReader();
    try {
      var in = CodedInputStream.newInstance(bytes);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        Object value =
            switch (tag & 7) {
              case 0 -> in.readUInt64();
              case 2 -> in.readByteArray();
              default -> throw new IOException("unexpected kind of field");
            };
        message.fields.computeIfAbsent(tag >>> 3, _ -> new ArrayList<>()).add(value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return message;
  }

  boolean has(int field) {
    return fields.containsKey(field);
  }

  long number(int field) {
    return has(field) ? (long) fields.get(field).getFirst() : 0;
  }

  String text(int field) {
    return has(field) ? Bytes.owned((byte[]) fields.get(field).getFirst()).utf8() : "";
  }

  MessageReader message(int field) {
    return has(field) ? of((byte[]) fields.get(field).getFirst()) : new MessageReader();
  }

  List<byte[]> all(int field) {
    return fields.getOrDefault(field, List.of()).stream().map(value -> (byte[]) value).toList();
  }

  private List<String> texts(int field) {
    return all(field).stream().map(bytes -> Bytes.owned(bytes).utf8()).toList();
  }

  private Map<String, String> textMap(int field) {
    var map = new LinkedHashMap<String, String>();
    for (var entry : all(field)) {
      map.put(of(entry).text(1), of(entry).text(2));
    }
    return map;
  }

  CheckServiceNode instance() {
    var checks = all(3).stream().map(MessageReader::of).map(MessageReader::check).toList();
    return new CheckServiceNode(message(1).node(), message(2).service(), checks);
  }

  private Node node() {
    return new Node(
        text(1),
        text(2),
        text(3),
        text(4),
        text(8),
        text(9),
        textMap(5),
        textMap(6),
        Optional.empty(),
        message(7).number(1),
        message(7).number(2));
  }

  private NodeService service() {
    var addresses = new LinkedHashMap<String, ServiceAddress>();
    for (var entry : all(15)) {
      var address = of(entry).message(2);
      addresses.put(
          of(entry).text(1), new ServiceAddress(address.text(1), (int) address.number(2)));
    }
    var weights = new Weights((int) message(8).number(1), (int) message(8).number(2));
    var zero = NodeService.SHAPE.zero();
    return new NodeService(
        text(1),
        text(2),
        text(3),
        texts(4),
        text(5),
        addresses,
        textMap(6),
        (int) number(7),
        text(17),
        has(8) ? Optional.of(weights) : Optional.empty(),
        number(9) != 0,
        Optional.empty(),
        zero.proxy(),
        new ServiceConnect(message(12).number(1) != 0),
        number(13) != 0,
        text(18),
        message(14).number(1),
        message(14).number(2));
  }

  private HealthCheck check() {
    return new HealthCheck(
        text(1),
        text(2),
        text(3),
        text(4),
        text(5),
        text(6),
        text(7),
        text(8),
        texts(9),
        text(12),
        text(15),
        text(16),
        (int) number(14),
        CheckDefinition.SHAPE.zero(),
        text(17),
        message(11).number(1),
        message(11).number(2));
  }

  Duration duration(int field) {
    return Duration.ofSeconds(message(field).number(1), message(field).number(2));
  }
}
