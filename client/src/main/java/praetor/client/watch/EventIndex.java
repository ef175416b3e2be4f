package praetor.client.watch;

import praetor.client.JsonView;
import praetor.model.codec.JsonValue;

/** The index that stands for an event. Source: X-Consul-Index of GET /v1/event/list. */
final class EventIndex {
  private static final int HEX_DIGITS = 32;

  private EventIndex() {}

  /** Both halves of the event's id, folded; empty for what has no such id. */
  static String of(JsonValue event) {
    var hex = JsonView.of(event).text("ID").replace("-", "");
    if (hex.length() != HEX_DIGITS || !hex.matches("[0-9a-fA-F]*")) {
      return "";
    }
    int half = HEX_DIGITS / 2;
    return Long.toUnsignedString(
        Long.parseUnsignedLong(hex.substring(0, half), 16)
            ^ Long.parseUnsignedLong(hex.substring(half), 16));
  }
}
