package praetor.agent.rpc.wire;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/**
 * What stands before the reply to a call.
 *
 * @param error empty when the call succeeded; else the reply is an empty map
 * @param sequence that of the request. Unsigned
 * @param method that of the request
 */
public record ResponseHeader(String error, long sequence, String method) {
  public static final Shape<ResponseHeader> SHAPE =
      Shape.<ResponseHeader>of("rpc.Response")
          .field("Error", STRING, ResponseHeader::error)
          .uint64("Seq", ResponseHeader::sequence)
          .field("ServiceMethod", STRING, ResponseHeader::method)
          .build(v -> new ResponseHeader(v.next(), v.next(), v.next()));

  /**
   * Whether the server closes the stream after this answer. Source: Consul 1.21.4 does for "rpc:
   * can't find method X.Y" and "rpc: can't find service X.Y".
   */
  public boolean endsStream() {
    return error.startsWith("rpc: can't find ");
  }
}
