package praetor.agent.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import praetor.agent.RequestException;
import praetor.agent.config.LimitConfig;
import praetor.agent.config.LimitConfig.Mode;
import praetor.agent.metrics.Metrics;

/** Texts, statuses and the burst as of Consul 1.21.4. */
class RequestLimitsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicBoolean leads = new AtomicBoolean(true);

  private RequestLimits limits(Mode mode, double reads, double writes) {
    return new RequestLimits(
        new LimitConfig.RequestLimits(mode, reads, writes),
        Metrics.unheard(),
        leads::get,
        nanos::get);
  }

  private static Optional<RequestException> ask(RequestLimits limits, String method) {
    return limits.refusal(CallKind.of(method), () -> method, "127.0.0.1:1");
  }

  private static long letIn(RequestLimits limits, String method, int tries) {
    long count = 0;
    for (int i = 0; i < tries; i++) {
      count += ask(limits, method).isEmpty() ? 1 : 0;
    }
    return count;
  }

  @Test
  void tenSecondsWorthMayComeAtOnceAndThenTheRate() {
    var limits = limits(Mode.ENFORCING, 2, 1);
    assertThat(letIn(limits, "KVS.Get", 100)).isEqualTo(20);
    assertThat(letIn(limits, "KVS.Apply", 100)).isEqualTo(10);
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(letIn(limits, "KVS.Get", 100)).isEqualTo(6);
    assertThat(letIn(limits, "KVS.Apply", 100)).isEqualTo(3);
  }

  @Test
  void readsMayBeTriedElsewhereAndWritesOfTheLeaderNot() {
    var limits = limits(Mode.ENFORCING, 0.01, 0.01);
    var read = ask(limits, "Health.ServiceNodes").orElseThrow();
    assertThat(read.status()).isEqualTo(429);
    assertThat(read)
        .hasMessage("rate limit exceeded, try again later or against a different server");
    var write = ask(limits, "Catalog.Register").orElseThrow();
    assertThat(write.status()).isEqualTo(503);
    assertThat(write)
        .hasMessage(
            "rate limit exceeded for operation that can only be performed by the leader, try again"
                + " later");
    leads.set(false);
    assertThat(ask(limits, "Catalog.Register"))
        .hasValueSatisfying(refusal -> assertThat(refusal.status()).isEqualTo(429));
  }

  @Test
  void whatServersNeedIsNeverRefused() {
    var limits = limits(Mode.ENFORCING, 0, 0);
    assertThat(letIn(limits, "Status.Leader", 10)).isEqualTo(10);
    assertThat(letIn(limits, "Operator.RaftGetConfiguration", 10)).isEqualTo(10);
    assertThat(letIn(limits, "AutoEncrypt.Sign", 10)).isEqualTo(10);
    assertThat(letIn(limits, "Operator.Usage", 10)).isZero();
  }

  @Test
  void aPermissiveLimitRefusesNobody() {
    assertThat(letIn(limits(Mode.PERMISSIVE, 0, 0), "KVS.Get", 10)).isEqualTo(10);
  }

  @Test
  void aReloadWithTheSameLimitsFillsNothing() {
    var limits = limits(Mode.ENFORCING, 1, 1);
    assertThat(letIn(limits, "KVS.Get", 100)).isEqualTo(10);
    limits.update(new LimitConfig.RequestLimits(Mode.ENFORCING, 1, 1));
    assertThat(letIn(limits, "KVS.Get", 100)).isZero();
    limits.update(new LimitConfig.RequestLimits(Mode.ENFORCING, 2, 1));
    assertThat(letIn(limits, "KVS.Get", 100)).isEqualTo(20);
  }

  private static LimitConfig calls(double rate, int burst) {
    var none = new LimitConfig.RequestLimits(Mode.DISABLED, 0, 0);
    return new LimitConfig(
        0, Duration.ZERO, 0, 0, Duration.ZERO, Duration.ZERO, 0, rate, burst, none);
  }

  @Test
  void aClientRefusesAtOnceWhatIsAboveItsRate() {
    var rate = new CallRate(calls(1, 3), Metrics.unheard(), nanos::get);
    for (int i = 0; i < 3; i++) {
      rate.require();
    }
    assertThatThrownBy(rate::require)
        .isInstanceOf(RequestException.class)
        .hasMessage("RPC rate limit exceeded")
        .satisfies(e -> assertThat(((RequestException) e).status()).isEqualTo(429));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    rate.require();
    rate.update(calls(Double.POSITIVE_INFINITY, 1));
    for (int i = 0; i < 100; i++) {
      rate.require();
    }
  }
}
