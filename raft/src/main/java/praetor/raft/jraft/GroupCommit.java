package praetor.raft.jraft;

import com.alipay.sofa.jraft.entity.Task;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Holds commands back while the log syncs, and then lets them go on together: the next sync is for
 * all of them, and each of SOFAJRaft's threads wakes up once for them instead of once for each.
 *
 * <p>It never holds anything while the log is idle, so that a lone command loses no time. What it
 * holds is in no log yet. Safe for any thread.
 */
final class GroupCommit {

  private final Consumer<Task> next;
  private final Queue<Task> held = new ConcurrentLinkedQueue<>();
  private volatile boolean syncing;

  /**
   * @param next takes the commands; must not block, for the log's thread calls it
   */
  GroupCommit(Consumer<Task> next) {
    this.next = next;
  }

  void submit(Task task) {
    held.add(task);
    // Looked at afterwards: whoever ends a sync meanwhile finds the task, or it is seen here.
    if (!syncing) {
      release();
    }
  }

  /** The log begins to write a batch. */
  void syncBegins() {
    syncing = true;
  }

  /** The batch is durable. */
  void syncEnds() {
    syncing = false;
    release();
  }

  /** Lets go what is held, whatever the log does. */
  void release() {
    for (var task = held.poll(); task != null; task = held.poll()) {
      next.accept(task);
    }
  }
}
