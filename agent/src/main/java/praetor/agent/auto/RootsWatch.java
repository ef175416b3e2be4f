package praetor.agent.auto;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.connect.CaRootsGet;
import praetor.agent.read.Consistency;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.Replies;
import praetor.agent.servers.Servers;
import praetor.model.connect.CaRoots;

/** Looks at the authorities of the mesh over and over, on a thread of its own. */
final class RootsWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent.auto_config");

  /** A new datacenter has its authority soon after its leader. */
  private static final long RETRY_MS = 250;

  private final Servers servers;
  private final Supplier<Caller> caller;
  private final Look look;
  private final Thread thread;
  private volatile boolean closed;

  /** What is done with them, on the thread of the watch. */
  interface Look {
    /** Hears of the authorities, changed or not. */
    void seen(CaRoots roots) throws InterruptedException;

    /** Hears that the servers did not answer; it is asked again soon. */
    void missed() throws InterruptedException;

    /** When to look again at the latest. */
    Duration patience();
  }

  private RootsWatch(Servers servers, Supplier<Caller> caller, Look look) {
    this.servers = servers;
    this.caller = caller;
    this.look = look;
    thread = Thread.ofVirtual().name("mesh-roots").unstarted(this::run);
  }

  static RootsWatch start(Servers servers, Supplier<Caller> caller, Look look) {
    var watch = new RootsWatch(servers, caller, look);
    watch.thread.start();
    return watch;
  }

  private void run() {
    try {
      long index = 0;
      while (!closed) {
        index = look(index);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private long look(long index) throws InterruptedException {
    try {
      var options =
          new ReadOptions(
              caller.get(), Consistency.STALE, "", index, look.patience(), Duration.ZERO);
      var answer = Replies.await(servers.read(new CaRootsGet(), options));
      look.seen(answer.value());
      // Servers that were restored may have gone back.
      return Long.compareUnsigned(answer.index(), index) < 0 ? 0 : answer.index();
    } catch (RequestException e) {
      LOG.debug("the authorities are not known: {}", e.getMessage());
      look.missed();
      TimeUnit.MILLISECONDS.sleep(RETRY_MS);
      return 0;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
