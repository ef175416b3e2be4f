package praetor.client.watch;

import praetor.model.Bytes;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;

/** What handlers read: compact JSON and a line break. Source: Consul 1.21.4. */
public final class HandlerInput {
  private HandlerInput() {}

  public static Bytes of(JsonValue value) {
    return Bytes.utf8(JsonWriter.compact().value(value).toText() + "\n");
  }
}
