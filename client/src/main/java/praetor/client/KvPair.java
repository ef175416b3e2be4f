package praetor.client;

import java.util.Base64;
import java.util.List;
import praetor.model.Bytes;

/**
 * A key and its value.
 *
 * @param flags unsigned
 * @param session id of the session that holds the lock; empty when none
 */
public record KvPair(
    String key,
    Bytes value,
    long flags,
    String session,
    long createIndex,
    long modifyIndex,
    long lockIndex) {

  /** The pairs of a JSON array. */
  public static List<KvPair> list(JsonView json) {
    return json.elements().stream().map(KvPair::of).toList();
  }

  static KvPair of(JsonView json) {
    return new KvPair(
        json.text("Key"),
        Bytes.owned(Base64.getDecoder().decode(json.text("Value"))),
        json.number("Flags"),
        json.text("Session"),
        json.number("CreateIndex"),
        json.number("ModifyIndex"),
        json.number("LockIndex"));
  }
}
