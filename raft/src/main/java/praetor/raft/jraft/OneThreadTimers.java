package praetor.raft.jraft;

import com.alipay.sofa.jraft.core.Scheduler;
import com.alipay.sofa.jraft.util.SPI;
import com.alipay.sofa.jraft.util.timer.RaftTimerFactory;
import com.alipay.sofa.jraft.util.timer.Timeout;
import com.alipay.sofa.jraft.util.timer.Timer;
import com.alipay.sofa.jraft.util.timer.TimerTask;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All timers of all engines on one thread, which only starts virtual threads: tasks may block.
 *
 * <p>SOFAJRaft's own factory makes five wheels per node that tick each millisecond, and a pool.
 */
@SPI(priority = 100)
public final class OneThreadTimers implements RaftTimerFactory {

  private static final Logger LOG = LoggerFactory.getLogger(OneThreadTimers.class);
  private static final ScheduledThreadPoolExecutor TICKER = ticker();

  /** The thread itself, for tasks that do not block. */
  static ScheduledThreadPoolExecutor shared() {
    return TICKER;
  }

  @Override
  public Timer getElectionTimer(boolean shared, String name) {
    return createTimer(name);
  }

  @Override
  public Timer getVoteTimer(boolean shared, String name) {
    return createTimer(name);
  }

  @Override
  public Timer getStepDownTimer(boolean shared, String name) {
    return createTimer(name);
  }

  @Override
  public Timer getSnapshotTimer(boolean shared, String name) {
    return createTimer(name);
  }

  @Override
  public Scheduler getRaftScheduler(boolean shared, int workers, String name) {
    return createScheduler(workers, name);
  }

  @Override
  public Timer createTimer(String name) {
    return new TickerTimer();
  }

  @Override
  public Scheduler createScheduler(int workers, String name) {
    return new TickerScheduler();
  }

  private static ScheduledThreadPoolExecutor ticker() {
    var factory = Thread.ofPlatform().daemon().name("raft-ticker").factory();
    var executor = new ScheduledThreadPoolExecutor(1, factory);
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  private static Runnable elsewhere(Runnable task) {
    return () -> Thread.ofVirtual().name("raft-timer").start(task);
  }

  /** A timer whose users cancel what they no longer want, so that stopping has nothing to do. */
  private static final class TickerTimer implements Timer {

    @Override
    public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
      return new TickerTimeout(this, task, delay, unit);
    }

    @Override
    public Set<Timeout> stop() {
      return Set.of();
    }
  }

  private static final class TickerTimeout implements Timeout {

    private final Timer timer;
    private final TimerTask task;
    private final ScheduledFuture<?> future;

    TickerTimeout(Timer timer, TimerTask task, long delay, TimeUnit unit) {
      this.timer = timer;
      this.task = task;
      this.future = TICKER.schedule(elsewhere(this::run), delay, unit);
    }

    @Override
    public Timer timer() {
      return timer;
    }

    @Override
    public TimerTask task() {
      return task;
    }

    @Override
    public boolean isExpired() {
      return future.isDone() && !future.isCancelled();
    }

    @Override
    public boolean isCancelled() {
      return future.isCancelled();
    }

    @Override
    public boolean cancel() {
      return future.cancel(false);
    }

    private void run() {
      try {
        task.run(this);
      } catch (Exception e) {
        LOG.error("raft: a timer's task failed", e);
      }
    }
  }

  private static final class TickerScheduler implements Scheduler {

    private volatile boolean stopped;

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
      return TICKER.schedule(unlessStopped(command), delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
        Runnable command, long initialDelay, long period, TimeUnit unit) {
      return TICKER.scheduleAtFixedRate(unlessStopped(command), initialDelay, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable command, long initialDelay, long delay, TimeUnit unit) {
      return TICKER.scheduleWithFixedDelay(unlessStopped(command), initialDelay, delay, unit);
    }

    @Override
    public void shutdown() {
      stopped = true;
    }

    private Runnable unlessStopped(Runnable command) {
      return elsewhere(
          () -> {
            if (!stopped) {
              command.run();
            }
          });
    }
  }
}
