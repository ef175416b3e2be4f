package praetor.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static praetor.gossip.serf.GossipSimTest.SEED;
import static praetor.gossip.serf.GossipSimTest.join;
import static praetor.gossip.serf.GossipSimTest.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import praetor.gossip.GossipEvent;
import praetor.gossip.GossipEvent.QueryReceived;
import praetor.gossip.KeyringAnswer;
import praetor.gossip.KeyringOperation;
import praetor.gossip.Member;
import praetor.gossip.MemberStatus;
import praetor.gossip.QueryListener;
import praetor.gossip.QueryRequest;
import praetor.gossip.swim.SwimConfig;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Keyring;
import praetor.model.Bytes;

/** User events, queries, keys and names, in whole pools in virtual time. */
class EventsAndQueriesSimTest {
  private static final Serf.Settings LAN = Serf.Settings.of(SwimConfig.LAN);
  private static final Bytes K1 = Bytes.owned(new byte[32]);
  private static final Bytes K2 = Bytes.utf8("0123456789abcdef");

  private static final class Answers implements QueryListener {
    final Set<String> acks = new HashSet<>();
    final Map<String, String> answers = new HashMap<>();
    boolean finished;

    @Override
    public void acked(String member) {
      assertThat(acks.add(member)).isTrue();
    }

    @Override
    public void answered(String member, Bytes payload) {
      assertThat(answers.put(member, payload.utf8())).isNull();
    }

    @Override
    public void finished() {
      assertThat(finished).isFalse();
      finished = true;
    }
  }

  @Test
  void everyMemberHearsEveryEventOnceEvenWhenPacketsAreLost() {
    var sim = pool(30, SEED, LAN);
    sim.runFor(Duration.ofSeconds(5));
    sim.loss = 0.2;
    for (int i = 0; i < 10; i++) {
      var firing = sim.members.get(i);
      var payload = Bytes.utf8("p" + i);
      firing.run(() -> firing.serf.fire("deploy", payload, false));
    }
    sim.runFor(Duration.ofSeconds(90));
    for (var member : sim.members) {
      assertThat(member.userEvents().map(event -> event.payload().utf8()))
          .as("seed=%d: %s", SEED, member)
          .containsExactlyInAnyOrder("p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9");
    }
  }

  @Test
  void lateMemberHearsOldEventsUnlessItIgnoresThem() {
    var sim = pool(3, SEED, LAN);
    var first = sim.members.getFirst();
    first.run(() -> first.serf.fire("old", Bytes.EMPTY, false));
    sim.runFor(Duration.ofSeconds(20));
    var ignoring = sim.add("ignoring", LAN);
    join(ignoring, first);
    var curious = sim.add("curious", LAN);
    curious.run(() -> curious.serf.join(List.of(first.endpoint()), false, (_, _) -> {}));
    sim.runFor(Duration.ofSeconds(20));
    assertThat(ignoring.userEvents()).isEmpty();
    assertThat(curious.userEvents().map(GossipEvent.UserEvent::name)).containsExactly("old");
  }

  @Test
  void restoredMemberDoesNotHearAnEventAgain() {
    var sim = pool(2, SEED, LAN);
    var first = sim.members.getFirst();
    first.run(() -> first.serf.fire("seen", Bytes.EMPTY, false));
    sim.runFor(Duration.ofSeconds(5));
    var clocks = sim.members.get(1).serf.clocks();
    var restored = sim.create("restored", LAN, Map.of());
    restored.run(
        () -> {
          restored.serf.restore(
              new Serf.Clocks(
                  clocks.clock() - 1, clocks.eventClock() - 1, clocks.queryClock() - 1));
          restored.serf.start();
          restored.serf.join(List.of(first.endpoint()), false, (_, _) -> {});
        });
    sim.runFor(Duration.ofSeconds(5));
    first.run(() -> first.serf.fire("new", Bytes.EMPTY, false));
    sim.runFor(Duration.ofSeconds(5));
    assertThat(restored.userEvents().map(GossipEvent.UserEvent::name)).containsExactly("new");
  }

  @Test
  void tooLargeEventIsRefused() {
    var member = pool(1, SEED, LAN).members.getFirst();
    assertThatThrownBy(() -> member.serf.fire("big", Bytes.owned(new byte[600]), false))
        .hasMessage("user event exceeds configured limit of 512 bytes before encoding");
    assertThatThrownBy(() -> member.serf.fire("big", Bytes.owned(new byte[500]), false))
        .hasMessage("user event exceeds configured limit of 512 bytes after encoding");
  }

  @Test
  void coalescedEventsAreToldOnceWithTheLatestPayload() {
    var config = SerfConfig.CONSUL.withUserCoalesce(Duration.ofSeconds(3));
    var sim = pool(3, SEED, LAN.withSerf(config));
    var first = sim.members.getFirst();
    for (int i = 0; i < 5; i++) {
      var payload = Bytes.utf8("" + i);
      first.run(() -> first.serf.fire("cc", payload, true));
      first.run(() -> first.serf.fire("each", payload, false));
    }
    sim.runFor(Duration.ofSeconds(10));
    for (var member : sim.members) {
      assertThat(
              member.userEvents().filter(e -> e.name().equals("cc")).map(e -> e.payload().utf8()))
          .containsExactly("4");
      assertThat(member.userEvents().filter(e -> e.name().equals("each"))).hasSize(5);
    }
  }

  /** Every member answers queries by its name. */
  private static Sim answering(int size) {
    var sim = pool(size, SEED, LAN);
    for (var member : sim.members) {
      member.listener =
          event -> {
            if (event instanceof QueryReceived query) {
              var answer = Bytes.utf8(member.name() + ":" + query.payload().utf8());
              sim.at(
                  sim.now() + 1_000_000,
                  () -> member.run(() -> member.serf.respond(query.id(), answer)));
            }
          };
    }
    sim.runFor(Duration.ofSeconds(5));
    return sim;
  }

  private static Answers ask(Sim sim, int member, QueryRequest request) {
    var answers = new Answers();
    var asking = sim.members.get(member);
    asking.run(() -> asking.serf.ask(request, answers));
    sim.runFor(Duration.ofSeconds(10));
    assertThat(answers.finished).isTrue();
    return answers;
  }

  @Test
  void queryIsAckedAndAnsweredByEverybody() {
    var sim = answering(12);
    var answers = ask(sim, 3, QueryRequest.of("uptime", Bytes.utf8("?")).withAcks());
    assertThat(answers.acks).hasSize(12);
    assertThat(answers.answers).hasSize(12).containsEntry("m7", "m7:?");
  }

  @Test
  void filtersChooseWhoAnswers() {
    var sim = answering(6);
    var tagged = sim.members.get(2);
    tagged.run(() -> tagged.serf.tags(Map.of("role", "consul", "zone", "eu-1")));
    var byNode = QueryRequest.of("q", Bytes.EMPTY).withNodes(List.of("m1", "m4", "nobody"));
    assertThat(ask(sim, 0, byNode).answers).containsOnlyKeys("m1", "m4");
    var byTag = QueryRequest.of("q", Bytes.EMPTY).withTags(Map.of("zone", "^eu-[0-9]$"));
    assertThat(ask(sim, 0, byTag).answers).containsOnlyKeys("m2");
  }

  @Test
  void relayedAnswersArriveWhereDirectOnesAreLost() {
    var sim = answering(10);
    var asking = sim.members.getFirst();
    var cutOff = sim.members.get(5);
    sim.cut = (from, to) -> from == cutOff && to == asking;
    var direct = ask(sim, 0, QueryRequest.of("q", Bytes.EMPTY));
    assertThat(direct.answers).doesNotContainKey("m5");
    var relayed = ask(sim, 0, QueryRequest.of("q", Bytes.EMPTY).withRelayFactor(3));
    assertThat(relayed.answers).hasSize(10);
  }

  @Test
  void tooLargeQueriesAndAnswersAreRefused() {
    var sim = pool(1, SEED, LAN);
    var member = sim.members.getFirst();
    var large = Bytes.owned(new byte[1_100]);
    assertThatThrownBy(() -> member.serf.ask(QueryRequest.of("q", large), new Answers()))
        .hasMessage("query exceeds limit of 1024 bytes");
    member.run(() -> member.serf.ask(QueryRequest.of("q", Bytes.EMPTY), new Answers()));
    var received =
        member.events.stream()
            .filter(QueryReceived.class::isInstance)
            .map(QueryReceived.class::cast)
            .findFirst()
            .orElseThrow();
    assertThatThrownBy(() -> member.serf.respond(received.id(), large))
        .hasMessage("response exceeds limit of 1024 bytes");
    sim.runFor(Duration.ofSeconds(10));
    assertThat(member.serf.respond(received.id(), Bytes.EMPTY)).isFalse();
  }

  private static KeyringAnswer keys(Sim sim, int member, KeyringOperation operation, Bytes key) {
    var answer = new KeyringAnswer[1];
    var asking = sim.members.get(member);
    asking.run(() -> asking.serf.keys(operation, key, 0, a -> answer[0] = a));
    sim.runFor(Duration.ofSeconds(10));
    return answer[0];
  }

  @Test
  void keysAreRotatedWithoutLosingAnybody() {
    var sim = pool(8, SEED, LAN.withKeyring(new Keyring(List.of(K1))));
    sim.runFor(Duration.ofSeconds(5));
    var deaths = new FalseDeaths(sim);
    assertThat(keys(sim, 1, KeyringOperation.INSTALL, K2).responses()).isEqualTo(8);
    assertThat(keys(sim, 2, KeyringOperation.USE, K2).errors()).isZero();
    assertThat(keys(sim, 3, KeyringOperation.REMOVE, K1).errors()).isZero();
    var listed = keys(sim, 4, KeyringOperation.LIST, Bytes.EMPTY);
    var key = Base64.getEncoder().encodeToString(K2.array());
    assertThat(listed.keys()).isEqualTo(Map.of(key, 8));
    assertThat(listed.primaryKeys()).isEqualTo(Map.of(key, 8));
    sim.runFor(Duration.ofMinutes(1));
    assertThat(deaths.count()).isZero();
    assertThat(sim.members).allMatch(m -> m.keyring.equals(new Keyring(List.of(K2))));
  }

  @Test
  void keyOperationsSayWhatIsWrong() {
    var plain = pool(2, SEED, LAN);
    assertThat(keys(plain, 0, KeyringOperation.LIST, Bytes.EMPTY).messages().values())
        .containsOnly("Keyring is empty (encryption not enabled)");
    assertThat(keys(plain, 0, KeyringOperation.INSTALL, K1).messages().values())
        .containsOnly("No keyring to modify (encryption not enabled)");
    var keyed = pool(2, SEED, LAN.withKeyring(new Keyring(List.of(K1))));
    assertThat(keys(keyed, 0, KeyringOperation.USE, K2).messages().values())
        .containsOnly("Requested key is not in the keyring");
    assertThat(keys(keyed, 0, KeyringOperation.REMOVE, K1).messages().values())
        .containsOnly("Removing the primary key is not allowed");
    assertThat(keys(keyed, 0, KeyringOperation.INSTALL, Bytes.utf8("short")).errors()).isEqualTo(2);
  }

  @Test
  void longListOfKeysIsCutToWhatOneAnswerHolds() {
    var many = new ArrayList<Bytes>();
    for (int i = 0; i < 40; i++) {
      var key = new byte[32];
      key[0] = (byte) i;
      many.add(Bytes.owned(key));
    }
    var sim = pool(2, SEED, LAN.withKeyring(new Keyring(many)));
    var listed = keys(sim, 0, KeyringOperation.LIST, Bytes.EMPTY);
    assertThat(listed.responses()).isEqualTo(2);
    assertThat(listed.keys().size()).isBetween(10, 39);
    assertThat(listed.messages().get("m1")).startsWith("truncated key list response");
  }

  @Test
  void memberWithoutTheKeyStaysOutside() {
    var sim = pool(2, SEED, LAN.withKeyring(new Keyring(List.of(K1))));
    var stranger = sim.add("stranger", LAN.withKeyring(new Keyring(List.of(K2))));
    stranger.run(
        () ->
            sim.members.forEach(
                m -> {
                  if (m != stranger) {
                    stranger.serf.ask(QueryRequest.of("hello", Bytes.EMPTY), new Answers());
                  }
                }));
    sim.runFor(Duration.ofSeconds(10));
    assertThat(sim.members.getFirst().serf.members()).hasSize(2);
  }

  @Test
  void lesserKnownOwnerOfANameGivesUp() {
    var sim = pool(5, SEED, LAN);
    sim.runFor(Duration.ofSeconds(5));
    var impostor = sim.create("m2", Endpoint.of("10.9.9.9", 8301), LAN, Map.of("role", "impostor"));
    impostor.run(impostor.serf::start);
    join(impostor, sim.members.getFirst());
    sim.runFor(Duration.ofSeconds(60));
    assertThat(impostor.gaveUp).contains("minority in name conflict resolution");
    assertThat(sim.members.get(2).gaveUp).isEmpty();
    assertThat(sim.members.getFirst().serf.member("m2").orElseThrow().endpoint())
        .isEqualTo(sim.members.get(2).endpoint());
  }

  @Test
  void refusedMemberIsNotLetIn() {
    Admission sameDatacenter =
        members ->
            members.stream()
                .filter(m -> m.tags().getOrDefault("role", "").equals("other"))
                .findFirst()
                .map(m -> "Member '" + m.name() + "' part of wrong datacenter 'dc2'");
    var settings = LAN.withAdmission(sameDatacenter);
    var sim = pool(3, SEED, settings);
    var other = sim.create("other", LAN, Map.of("role", "other"));
    other.run(other.serf::start);
    var errors = new ArrayList<String>();
    var inside = sim.members.getFirst();
    inside.run(() -> inside.serf.join(List.of(other.endpoint()), true, (_, e) -> errors.addAll(e)));
    sim.runFor(Duration.ofSeconds(10));
    assertThat(errors).singleElement().asString().contains("part of wrong datacenter 'dc2'");
    assertThat(inside.statusOf(other)).isEqualTo(MemberStatus.NONE);
  }

  @Test
  void whoLooksFirstIsNotSeenInAPoolThatItMustNotJoin() {
    var sim = pool(3, SEED, LAN);
    Admission nobody =
        new Admission() {
          @Override
          public Optional<String> refusal(List<Member> members) {
            return members.stream()
                .filter(m -> !m.name().equals("careful"))
                .findFirst()
                .map(m -> "Member '" + m.name() + "' is none of ours");
          }

          @Override
          public boolean looksFirst() {
            return true;
          }
        };
    var careful = sim.create("careful", LAN.withAdmission(nobody), Map.of());
    careful.run(careful.serf::start);
    var errors = new ArrayList<String>();
    var inside = sim.members.getFirst();
    careful.run(
        () -> careful.serf.join(List.of(inside.endpoint()), true, (_, e) -> errors.addAll(e)));
    sim.runFor(Duration.ofSeconds(10));
    assertThat(errors).singleElement().asString().contains("is none of ours");
    assertThat(inside.statusOf(careful)).isEqualTo(MemberStatus.NONE);
    assertThat(inside.serf.members()).hasSize(3);
  }

  @Test
  void whoLooksFirstJoinsAPoolThatFits() {
    var sim = pool(3, SEED, LAN);
    Admission all =
        new Admission() {
          @Override
          public Optional<String> refusal(List<Member> members) {
            return Optional.empty();
          }

          @Override
          public boolean looksFirst() {
            return true;
          }
        };
    var careful = sim.create("careful", LAN.withAdmission(all), Map.of());
    careful.run(careful.serf::start);
    var inside = sim.members.getFirst();
    careful.run(() -> careful.serf.join(List.of(inside.endpoint()), true, (_, _) -> {}));
    sim.runFor(Duration.ofSeconds(10));
    assertThat(inside.statusOf(careful)).isEqualTo(MemberStatus.ALIVE);
  }
}
