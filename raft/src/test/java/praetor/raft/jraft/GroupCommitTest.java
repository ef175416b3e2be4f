package praetor.raft.jraft;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.sofa.jraft.entity.Task;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  private final List<Task> passed = new ArrayList<>();
  private final GroupCommit commit = new GroupCommit(passed::add);

  @Test
  void aLoneCommandGoesOnAtOnce() {
    var task = task();
    commit.submit(task);
    assertThat(passed).containsExactly(task);
  }

  @Test
  void whatComesDuringASyncGoesOnInOrderWhenItEnds() {
    var first = task();
    var second = task();
    commit.syncBegins();
    commit.submit(first);
    commit.submit(second);
    assertThat(passed).isEmpty();
    commit.syncEnds();
    assertThat(passed).containsExactly(first, second);
  }

  @Test
  void whatIsHeldCanBeLetGoDuringASync() {
    var held = task();
    var later = task();
    commit.syncBegins();
    commit.submit(held);
    commit.release();
    assertThat(passed).containsExactly(held);
    commit.submit(later);
    assertThat(passed).containsExactly(held);
  }

  @Test
  void nothingStaysBehindWhenSyncsEndWhileCommandsCome() throws Exception {
    int count = 100_000;
    var seen = new ConcurrentLinkedQueue<Task>();
    var busy = new GroupCommit(seen::add);
    var tasks = new ArrayList<Task>();
    for (int i = 0; i < count; i++) {
      tasks.add(task());
    }
    var proposer = Thread.ofPlatform().start(() -> tasks.forEach(busy::submit));
    while (proposer.isAlive()) {
      busy.syncBegins();
      busy.syncEnds();
    }
    proposer.join();
    assertThat(seen).hasSize(count).doesNotHaveDuplicates();
  }

  private static Task task() {
    return new Task(ByteBuffer.allocate(1), null);
  }
}
