package praetor.agent.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.PackReader;

/**
 * An event as agents send it to each other: MessagePack in its newer form, in which texts and bytes
 * differ.
 *
 * <p>Source: events fired by Consul 1.21.4, read from its gossip; what is empty is left out.
 */
final class UserEventCodec {
  private static final int ID_CHARS = 36;

  private UserEventCodec() {}

  static Bytes encode(UserEvent event) {
    var out = new ByteArrayOutputStream();
    out.write(0x80 | pairs(event));
    text(out, "ID", event.id());
    text(out, "n", event.name());
    if (!event.payload().isEmpty()) {
      text(out, "p");
      binary(out, event.payload().array());
    }
    filter(out, "nf", event.nodeFilter());
    filter(out, "sf", event.serviceFilter());
    filter(out, "tf", event.tagFilter());
    text(out, "v");
    out.write(event.version());
    return Bytes.owned(out.toByteArray());
  }

  private static int pairs(UserEvent event) {
    return 3
        + (event.payload().isEmpty() ? 0 : 1)
        + (event.nodeFilter().isEmpty() ? 0 : 1)
        + (event.serviceFilter().isEmpty() ? 0 : 1)
        + (event.tagFilter().isEmpty() ? 0 : 1);
  }

  private static void filter(ByteArrayOutputStream out, String name, String filter) {
    if (!filter.isEmpty()) {
      text(out, name, filter);
    }
  }

  private static void text(ByteArrayOutputStream out, String name, String value) {
    text(out, name);
    text(out, value);
  }

  private static void text(ByteArrayOutputStream out, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < 0x20) {
      out.write(0xa0 | bytes.length);
    } else {
      length(out, bytes.length, 0xd9);
    }
    out.writeBytes(bytes);
  }

  private static void binary(ByteArrayOutputStream out, byte[] bytes) {
    length(out, bytes.length, 0xc4);
    out.writeBytes(bytes);
  }

  /** The head of a text or of bytes: that for lengths of one byte, the next two for longer ones. */
  private static void length(ByteArrayOutputStream out, int length, int head) {
    int bytes = length < 0x100 ? 1 : length < 0x1_0000 ? 2 : 4;
    out.write(bytes == 1 ? head : bytes == 2 ? head + 1 : head + 2);
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      out.write(length >> shift);
    }
  }

  static UserEvent decode(Bytes payload) throws DecodeException {
    var in = new PackReader(payload.array());
    var id = "";
    var name = "";
    var content = Bytes.EMPTY;
    var node = "";
    var service = "";
    var tag = "";
    int version = 0;
    int pairs = in.mapHeader();
    for (int i = 0; i < pairs; i++) {
      switch (in.string()) {
        case "ID" -> id = in.string();
        case "n" -> name = in.string();
        case "p" -> content = in.skipNil() ? Bytes.EMPTY : Bytes.owned(in.raw());
        case "nf" -> node = in.string();
        case "sf" -> service = in.string();
        case "tf" -> tag = in.string();
        case "v" -> version = Math.clamp(in.integer(), 0, Integer.MAX_VALUE);
        default -> in.skip();
      }
    }
    in.end();
    checkId(id);
    return new UserEvent(id, name, content, node, service, tag, version, 0);
  }

  /** The index of an event is made from its id. */
  private static void checkId(String id) throws DecodeException {
    boolean digits =
        id.replace("-", "").chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
    if (id.length() != ID_CHARS || id.replace("-", "").length() != 32 || !digits) {
      throw new DecodeException("an event with the id \"" + id + "\"");
    }
  }
}
