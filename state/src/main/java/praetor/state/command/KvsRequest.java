package praetor.state.command;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.KvEntry;
import praetor.model.codec.Shape;

/**
 * A write to one key or prefix.
 *
 * @param op one of the constants; an unknown one is refused when it is applied
 * @param dirEnt for cas and delete-cas its ModifyIndex is the condition; for lock and unlock its
 *     Session is the holder
 */
public record KvsRequest(String op, KvEntry dirEnt) implements Command {
  public static final Shape<KvsRequest> SHAPE =
      Shape.<KvsRequest>of("structs.KVSRequest")
          .field("Op", STRING, KvsRequest::op)
          .field("DirEnt", KvEntry.SHAPE, KvsRequest::dirEnt)
          .build(v -> new KvsRequest(v.next(), v.next()));

  public static final String SET = "set";
  public static final String CAS = "cas";
  public static final String LOCK = "lock";
  public static final String UNLOCK = "unlock";
  public static final String DELETE = "delete";
  public static final String DELETE_CAS = "delete-cas";
  public static final String DELETE_TREE = "delete-tree";
}
