package praetor.agent.rpc.call;

import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.Codec;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;

/**
 * A method of a server: its name, and what goes in and comes out as MessagePack.
 *
 * @param name such as {@code KVS.Get}
 */
public record Method<A, R>(String name, Codec<A> argument, Codec<R> reply) {
  public Bytes packArgument(A value) {
    return pack(argument, value);
  }

  public A argument(Bytes packed) throws DecodeException {
    return unpack(argument, packed);
  }

  public Bytes packReply(R value) {
    return pack(reply, value);
  }

  public R reply(Bytes packed) throws DecodeException {
    return unpack(reply, packed);
  }

  private static <T> Bytes pack(Codec<T> codec, T value) {
    var out = new PackWriter();
    codec.writePack(value, out);
    return Bytes.owned(out.toBytes());
  }

  private static <T> T unpack(Codec<T> codec, Bytes packed) throws DecodeException {
    var in = new PackReader(packed.array());
    var value = in.skipNil() ? codec.zero() : codec.readPack(in);
    if (in.hasMore()) {
      throw new DecodeException("MessagePack: bytes behind the value");
    }
    return value;
  }
}
