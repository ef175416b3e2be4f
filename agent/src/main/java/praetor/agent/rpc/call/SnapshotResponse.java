package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/**
 * What a server says before the archive, or of a restore. Source: rpc facts, section 7.
 *
 * @param error empty when all is well
 */
public record SnapshotResponse(String error, QueryMeta meta) {
  public static final Shape<SnapshotResponse> SHAPE =
      Shape.<SnapshotResponse>of("structs.SnapshotResponse")
          .field("Error", STRING, SnapshotResponse::error)
          .embed(QueryMeta.SHAPE, SnapshotResponse::meta)
          .build(v -> new SnapshotResponse(v.next(), v.next()));
}
