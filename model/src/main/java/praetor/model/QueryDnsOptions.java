package praetor.model;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/**
 * How DNS answers a prepared query.
 *
 * @param ttl Go duration text, or empty for the TTL of the service
 */
public record QueryDnsOptions(String ttl) {
  public static final Shape<QueryDnsOptions> SHAPE =
      Shape.<QueryDnsOptions>of("structs.QueryDNSOptions")
          .field("TTL", STRING, QueryDnsOptions::ttl)
          .build(v -> new QueryDnsOptions(v.next()));
}
