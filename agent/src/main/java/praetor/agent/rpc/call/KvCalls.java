package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.TEXT;
import static praetor.model.codec.Codecs.nullableList;

import java.util.List;
import praetor.model.Bytes;
import praetor.model.KvEntry;
import praetor.model.codec.Codec;
import praetor.state.command.KvsRequest;

/** The methods of keys. */
public final class KvCalls {
  private static final Codec<Reply<List<KvEntry>>> ENTRIES =
      Reply.shape("Entries", nullableList(KvEntry.SHAPE));

  /**
   * A write. The reply says whether the condition of a conditional one held, and false for others.
   * Source: Consul 1.21.4.
   */
  public static final Method<WriteRequest<KvsRequest>, Boolean> APPLY =
      new Method<>("KVS.Apply", WriteRequest.shape(KvsRequest.SHAPE), BOOL);

  /** One entry or none. */
  public static final Method<ReadRequest<KeyRead>, Reply<List<KvEntry>>> GET =
      new Method<>("KVS.Get", ReadRequest.shape(KeyRead.SHAPE), ENTRIES);

  public static final Method<ReadRequest<KeyRead>, Reply<List<KvEntry>>> LIST =
      new Method<>("KVS.List", ReadRequest.shape(KeyRead.SHAPE), ENTRIES);
  public static final Method<ReadRequest<KeyListRead>, Reply<List<Bytes>>> LIST_KEYS =
      new Method<>(
          "KVS.ListKeys",
          ReadRequest.shape(KeyListRead.SHAPE),
          Reply.shape("Keys", nullableList(TEXT)));

  private KvCalls() {}

  /** Whether the reply to a write tells something: of plain ones it says false. */
  public static boolean isConditional(KvsRequest write) {
    return switch (write.op()) {
      case KvsRequest.SET, KvsRequest.DELETE, KvsRequest.DELETE_TREE -> false;
      default -> true;
    };
  }
}
