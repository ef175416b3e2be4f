package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.TEXT;

import praetor.model.Bytes;
import praetor.model.codec.Shape;

/** Asks for a key, or for everything below it. */
public record KeyRead(Bytes key) {
  public static final Shape<KeyRead> SHAPE =
      Shape.<KeyRead>of("structs.KeyRequest")
          .field("Key", TEXT, KeyRead::key)
          .build(v -> new KeyRead(v.next()));
}
