package praetor.agent.rpc.grpc;

import java.util.List;
import praetor.model.Bytes;
import praetor.model.CheckServiceNode;

/** What a subscriber is sent. */
final class Events {
  private static final int DEREGISTER = 1;

  /** The state that the subscriber has is void; a new one follows. */
  static final Bytes NEW_SNAPSHOT_TO_FOLLOW = new ProtoWriter().flag(3, true).toBytes();

  private Events() {}

  /** An instance as it is now. */
  static Bytes register(long index, CheckServiceNode row) {
    return health(index, new ProtoWriter().message(2, CatalogMessages.instance(row)));
  }

  /** An instance that is gone. */
  static Bytes deregister(long index, CheckServiceNode row) {
    return health(
        index,
        new ProtoWriter().number(1, DEREGISTER).message(2, CatalogMessages.goneInstance(row)));
  }

  private static Bytes health(long index, ProtoWriter change) {
    return new ProtoWriter().number(1, index).message(10, change).toBytes();
  }

  /** Several events of one change. */
  static Bytes batch(long index, List<Bytes> events) {
    var batch = new ProtoWriter();
    events.forEach(event -> batch.message(1, event));
    return new ProtoWriter().number(1, index).message(4, batch).toBytes();
  }

  /** The state is complete. */
  static Bytes endOfSnapshot(long index) {
    return new ProtoWriter().number(1, index).flag(2, true).toBytes();
  }
}
