package praetor.agent.rpc.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;
import praetor.model.codec.PackReader;

/** Calls between agents of Consul 1.21.4 as they were recorded. */
public final class RecordedCalls {
  /**
   * A call.
   *
   * @param error the text of a refusal; empty for a reply
   */
  public record Recorded(String name, String method, Bytes argument, String error, Bytes reply) {
    @Override
    public String toString() {
      return name;
    }
  }

  private RecordedCalls() {}

  public static List<Recorded> all() {
    try (var file = RecordedCalls.class.getResourceAsStream("rpc-calls.json")) {
      var document = JsonReader.readWhole(Objects.requireNonNull(file).readAllBytes());
      return ((JsonValue.Arr) document)
          .elements().stream().map(entry -> recorded(((JsonValue.Obj) entry))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DecodeException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Recorded of(String name) {
    return all().stream().filter(call -> call.name().equals(name)).findFirst().orElseThrow();
  }

  private static Recorded recorded(JsonValue.Obj entry) {
    try {
      var request = HexFormat.of().parseHex(text(entry, "request_hex"));
      var response = HexFormat.of().parseHex(text(entry, "response_hex"));
      return new Recorded(
          text(entry, "name"),
          text(entry, "method"),
          body(request),
          error(response),
          body(response));
    } catch (DecodeException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(JsonValue.Obj entry, String name) {
    return ((JsonValue.Str) Objects.requireNonNull(entry.members().get(name))).text();
  }

  /** What stands behind the header. */
  private static Bytes body(byte[] message) throws DecodeException {
    var buffer = java.nio.ByteBuffer.wrap(message);
    new PackReader(buffer).skip();
    var body = new byte[buffer.remaining()];
    buffer.get(body);
    return Bytes.owned(body);
  }

  private static String error(byte[] response) throws DecodeException {
    var in = new PackReader(response);
    int fields = in.mapHeader();
    for (int i = 0; i < fields; i++) {
      if (in.string().equals("Error")) {
        return in.string();
      }
      in.skip();
    }
    return "";
  }
}
