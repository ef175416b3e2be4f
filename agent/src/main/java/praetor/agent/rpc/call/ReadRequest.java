package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/**
 * The argument of a read.
 *
 * @param body what is asked
 * @param datacenter whose servers are to answer; empty for those that are called
 */
public record ReadRequest<B>(B body, String datacenter, QueryOptions options) {
  static <B> Shape<ReadRequest<B>> shape(Shape<B> body) {
    return Shape.<ReadRequest<B>>of(body.goType())
        .embed(body, ReadRequest::body)
        .field("Datacenter", STRING, ReadRequest::datacenter)
        .embed(QueryOptions.SHAPE, ReadRequest::options)
        .build(v -> new ReadRequest<>(v.next(), v.next(), v.next()));
  }
}
