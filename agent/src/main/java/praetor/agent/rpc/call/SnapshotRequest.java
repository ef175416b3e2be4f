package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;

import java.util.List;
import praetor.model.codec.Shape;

/**
 * Asks a server for a snapshot, or to take one over. Source: rpc facts, section 7; the operations
 * above 1 are our own, and servers of Consul refuse them.
 *
 * @param target the version that shall be able to read what is saved
 * @param only the parts to be restored; empty for all
 * @param as the prefix that restored keys get
 * @param keepUnknown whether records are restored that nobody knows
 */
public record SnapshotRequest(
    int op,
    boolean allowStale,
    String datacenter,
    String token,
    String target,
    List<String> only,
    String as,
    boolean keepUnknown) {
  public static final int SAVE = 0;
  public static final int RESTORE = 1;

  /** Saves for another version. */
  public static final int SAVE_FOR = 16;

  /** Restores a part, or more than Consul would. */
  public static final int RESTORE_PART = 17;

  public static final Shape<SnapshotRequest> SHAPE =
      Shape.<SnapshotRequest>of("structs.SnapshotRequest")
          .field("Op", INT, SnapshotRequest::op)
          .field("AllowStale", BOOL, SnapshotRequest::allowStale)
          .field("Datacenter", STRING, SnapshotRequest::datacenter)
          .field("Token", STRING, SnapshotRequest::token)
          .field("Target", STRING, SnapshotRequest::target)
          .field("Only", list(STRING), SnapshotRequest::only)
          .field("As", STRING, SnapshotRequest::as)
          .field("KeepUnknown", BOOL, SnapshotRequest::keepUnknown)
          .build(
              v ->
                  new SnapshotRequest(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next()));
}
