package praetor.registrator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import praetor.registrator.rules.Reconcile.Change;

class ReconcileTest {
  private static final Ownership OWNERSHIP = new Ownership("h");

  private static ServiceEntry service(String id, int port, List<String> tags, Health... health) {
    return new ServiceEntry(
        id,
        "c",
        "web",
        tags,
        Map.of(),
        "",
        port,
        false,
        Optional.empty(),
        List.of(health).stream().findFirst());
  }

  private static List<Change> changes(List<ServiceEntry> desired, List<Registered> actual) {
    var byId = new LinkedHashMap<String, ServiceEntry>();
    desired.forEach(s -> byId.put(s.id(), s));
    var there = new LinkedHashMap<String, Registered>();
    actual.forEach(r -> there.put(r.id(), r));
    return Reconcile.changes(
        byId, there, Registered::whole, r -> OWNERSHIP.isOwn(r, Set.of(), byId));
  }

  @Test
  void whatIsEqualIsNotWritten() {
    var service = service("h:c:80", 1, List.of("b", "a"));
    var reordered = Registered.whole(service("h:c:80", 1, List.of("a", "b")));
    assertThat(changes(List.of(service), List.of(reordered))).isEmpty();
  }

  @Test
  void whatDiffersIsWrittenAndWhatNobodyWantsGoes() {
    var wanted = service("h:c:80", 2, List.of());
    assertThat(
            changes(
                List.of(wanted),
                List.of(
                    Registered.whole(service("h:c:80", 1, List.of())),
                    Registered.whole(service("h:old:80:udp", 1, List.of())),
                    Registered.whole(service("h2:old:80", 1, List.of())),
                    Registered.whole(service("by hand", 1, List.of())))))
        .containsExactly(new Change.Remove("h:old:80:udp"), new Change.Add(wanted));
  }

  @Test
  void anotherHealthIsToldAndNothingElse() {
    var healthy = service("h:c:80", 1, List.of(), new Health("passing", "well"));
    var sick = Registered.whole(service("h:c:80", 1, List.of(), new Health("critical", "ill")));
    assertThat(changes(List.of(healthy), List.of(sick))).containsExactly(new Change.Tell(healthy));
  }

  @Test
  void afterTheChangesThereIsNothingLeftToDo() {
    for (long seed = 1; seed <= 200; seed++) {
      var random = new Random(seed);
      var desired = random(random);
      var actual = new LinkedHashMap<String, Registered>();
      random(random).values().forEach(s -> actual.put(s.id(), Registered.whole(s)));
      for (var change : changes(desired, actual)) {
        switch (change) {
          case Change.Add(var service) -> actual.put(service.id(), Registered.whole(service));
          case Change.Tell(var service) -> actual.put(service.id(), Registered.whole(service));
          case Change.Remove(var id) -> actual.remove(id);
        }
      }
      assertThat(changes(desired, actual)).as("seed=" + seed).isEmpty();
    }
  }

  private static List<Change> changes(
      Map<String, ServiceEntry> desired, Map<String, Registered> actual) {
    return changes(List.copyOf(desired.values()), List.copyOf(actual.values()));
  }

  private static Map<String, ServiceEntry> random(Random random) {
    var services = new LinkedHashMap<String, ServiceEntry>();
    for (int i = random.nextInt(6); i > 0; i--) {
      var id = "h:c" + random.nextInt(8) + ":80";
      var health = new Health(random.nextBoolean() ? "passing" : "critical", "");
      var tags = List.of("t" + random.nextInt(2));
      services.put(
          id,
          random.nextBoolean()
              ? service(id, random.nextInt(3), tags)
              : service(id, random.nextInt(3), tags, health));
    }
    return services;
  }
}
