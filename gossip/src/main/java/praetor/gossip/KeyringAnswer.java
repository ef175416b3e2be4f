package praetor.gossip;

import java.util.Map;

/**
 * What the members said to a keyring operation.
 *
 * @param members how many were asked
 * @param responses how many answered
 * @param errors how many of them refused
 * @param messages what members had to say, by their names
 * @param keys how many members have each key (base64)
 * @param primaryKeys how many members use each key to encrypt
 */
public record KeyringAnswer(
    int members,
    int responses,
    int errors,
    Map<String, String> messages,
    Map<String, Integer> keys,
    Map<String, Integer> primaryKeys) {
  public KeyringAnswer {
    messages = Map.copyOf(messages);
    keys = Map.copyOf(keys);
    primaryKeys = Map.copyOf(primaryKeys);
  }
}
