package praetor.agent.rpc.wire;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/**
 * What stands before the argument of a call.
 *
 * @param sequence the caller's number, echoed in the answer. Unsigned
 * @param method such as {@code KVS.Get}
 */
public record RequestHeader(long sequence, String method) {
  public static final Shape<RequestHeader> SHAPE =
      Shape.<RequestHeader>of("rpc.Request")
          .uint64("Seq", RequestHeader::sequence)
          .field("ServiceMethod", STRING, RequestHeader::method)
          .build(v -> new RequestHeader(v.next(), v.next()));
}
