package praetor.agent.metrics;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * What the virtual machine uses, under the names that Consul has for its own: threads stand for
 * goroutines. Counts of single allocations have no counterpart.
 */
final class RuntimeGauges implements GaugeSource {
  private static final double NANOS_PER_MILLI = 1e6;

  @Override
  public void tell(Taker taker) {
    var memory = ManagementFactory.getMemoryMXBean();
    var heap = memory.getHeapMemoryUsage();
    long runs = 0;
    long pauseMs = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      runs += Math.max(0, collector.getCollectionCount());
      pauseMs += Math.max(0, collector.getCollectionTime());
    }
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    taker.gauge(threads, "runtime.num_goroutines");
    taker.gauge((double) heap.getUsed(), "runtime.alloc_bytes");
    taker.gauge(
        (double) heap.getCommitted() + memory.getNonHeapMemoryUsage().getCommitted(),
        "runtime.sys_bytes");
    taker.gauge(pauseMs * NANOS_PER_MILLI, "runtime.total_gc_pause_ns");
    taker.gauge((double) runs, "runtime.total_gc_runs");
  }
}
