package praetor.agent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.model.Session;
import praetor.state.WatchSet;

class SessionTtlsTest {
  private static final Caller CALLER = Caller.unrestricted();

  private final DirectServer server = new DirectServer();
  private final SessionTtls ttls = new SessionTtls(server.context());
  private final SessionEndpoint sessions = new SessionEndpoint(server.context(), ttls);

  @Test
  void aSessionEndsWithinASecondAfterItsTtl() {
    ttls.start();
    var id = create("10s");
    server.timers.advance(Duration.ofMillis(10_000));
    assertThat(exists(id)).isTrue();
    server.timers.advance(Duration.ofMillis(1_000));
    assertThat(exists(id)).isFalse();
  }

  @Test
  void aRenewalStartsTheTtlAnew() {
    ttls.start();
    var id = create("10s");
    for (int i = 0; i < 5; i++) {
      server.timers.advance(Duration.ofSeconds(9));
      assertThat(sessions.renew(id, CALLER).join()).isPresent();
    }
    server.timers.advance(Duration.ofSeconds(11));
    assertThat(exists(id)).isFalse();
    assertThat(sessions.renew(id, CALLER).join()).isEmpty();
  }

  @Test
  void aSessionWithoutTtlStays() {
    ttls.start();
    var id = create("");
    server.timers.advance(Duration.ofDays(1));
    assertThat(exists(id)).isTrue();
    assertThat(server.timers.waiting()).isZero();
  }

  @Test
  void aNewLeaderStartsEveryTtlWithItsFullLength() {
    ttls.start();
    var id = create("10s");
    server.timers.advance(Duration.ofSeconds(9));
    ttls.stop();
    server.timers.advance(Duration.ofMinutes(1));
    assertThat(exists(id)).isTrue();
    ttls.start();
    server.timers.advance(Duration.ofSeconds(9));
    assertThat(exists(id)).isTrue();
    server.timers.advance(Duration.ofSeconds(2));
    assertThat(exists(id)).isFalse();
  }

  @Test
  void anEndThatFailsIsTriedAgain() {
    ttls.start();
    var id = create("10s");
    server.fail(true);
    server.timers.advance(Duration.ofSeconds(11));
    server.fail(false);
    assertThat(exists(id)).isTrue();
    server.timers.advance(Duration.ofSeconds(10));
    assertThat(exists(id)).isFalse();
  }

  @Test
  void aTtlOutOfBoundsIsRefusedWithConsulsText() {
    assertThatThrownBy(() -> create("5s"))
        .isInstanceOf(RequestException.class)
        .hasMessage("Invalid Session TTL '5000000000', must be between [10s=24h0m0s]");
    assertThatThrownBy(() -> create("abc"))
        .hasMessage("Session TTL 'abc' invalid: time: invalid duration \"abc\"");
  }

  private String create(String ttl) {
    return sessions
        .create(
            new Session(
                "", "", "n1", Duration.ZERO, "", ttl, List.of(), List.of(), List.of(), 0, 0),
            CALLER)
        .join();
  }

  private boolean exists(String id) {
    return server.store.view().session(id, WatchSet.none()).value().isPresent();
  }
}
