package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.STRING;

import java.util.function.Function;
import praetor.model.codec.Shape;

/**
 * The argument of a write.
 *
 * @param body what is written
 * @param datacenter whose servers are to do it; empty for those that are called
 * @param token the secret of the asker, empty for the anonymous token
 */
public record WriteRequest<B>(B body, String datacenter, String token) {
  static <B> Shape<WriteRequest<B>> shape(Shape<B> body) {
    return Shape.<WriteRequest<B>>of(body.goType())
        .embed(body, WriteRequest::body)
        .field("Datacenter", STRING, WriteRequest::datacenter)
        .field("Token", STRING, WriteRequest::token)
        .build(v -> new WriteRequest<>(v.next(), v.next(), v.next()));
  }

  /** A write whose body names the datacenter itself. */
  static <B> Shape<WriteRequest<B>> shape(Shape<B> body, Function<B, String> datacenter) {
    return Shape.<WriteRequest<B>>of(body.goType())
        .embed(body, WriteRequest::body)
        .field("Token", STRING, WriteRequest::token)
        .build(
            v -> {
              B read = v.next();
              return new WriteRequest<>(read, datacenter.apply(read), v.next());
            });
  }
}
