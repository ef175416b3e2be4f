package praetor.agent.rpc.server;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;
import praetor.agent.rpc.call.Method;
import praetor.agent.rpc.call.QueryMeta;
import praetor.agent.rpc.call.Reply;
import praetor.model.Bytes;

/**
 * Packs the replies of a method. Readers that a change wakes together are handed the same value: it
 * is packed once for all of them. Safe for any thread.
 */
final class ReplyPacker<R> {
  private record Packed(Object value, QueryMeta meta, Bytes bytes) {
    @SuppressWarnings("ReferenceEquality") // comparing what large values hold costs as much
    boolean isOf(Object otherValue, QueryMeta otherMeta) {
      return value == otherValue && meta.equals(otherMeta);
    }
  }

  private static final WeakReference<@Nullable Packed> NOTHING = new WeakReference<>(null);

  private final Method<?, R> method;
  private volatile WeakReference<@Nullable Packed> last = NOTHING;

  ReplyPacker(Method<?, R> method) {
    this.method = method;
  }

  Bytes pack(R reply) {
    if (!(reply instanceof Reply<?>(Object value, QueryMeta meta))) {
      return method.packReply(reply);
    }
    var before = last.get();
    if (before != null && before.isOf(value, meta)) {
      return before.bytes();
    }
    var bytes = method.packReply(reply);
    last = new WeakReference<>(new Packed(value, meta, bytes));
    return bytes;
  }
}
