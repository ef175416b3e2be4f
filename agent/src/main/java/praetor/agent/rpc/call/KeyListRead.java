package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.TEXT;

import praetor.model.Bytes;
import praetor.model.codec.Shape;

/** Asks for the keys below a prefix. */
public record KeyListRead(Bytes prefix, Bytes separator) {
  /** The spelling is Consul's. */
  public static final Shape<KeyListRead> SHAPE =
      Shape.<KeyListRead>of("structs.KeyListRequest")
          .field("Prefix", TEXT, KeyListRead::prefix)
          .field("Seperator", TEXT, KeyListRead::separator)
          .build(v -> new KeyListRead(v.next(), v.next()));
}
