package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BOOL;

import praetor.model.codec.Shape;

/**
 * Asks how much the catalog holds.
 *
 * @param global of all datacenters
 */
public record UsageRead(boolean global, DatacenterRead of) {
  public static final Shape<UsageRead> SHAPE =
      Shape.<UsageRead>of("structs.OperatorUsageRequest")
          .field("Global", BOOL, UsageRead::global)
          .embed(DatacenterRead.SHAPE, UsageRead::of)
          .build(v -> new UsageRead(v.next(), v.next()));
}
