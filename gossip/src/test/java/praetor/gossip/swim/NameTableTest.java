package praetor.gossip.swim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import praetor.testkit.RandomTest;

/** The table against a plain map. */
class NameTableTest {
  private record Thing(String name, int value) implements Named {}

  @Test
  void behavesAsAMapThroughRandomChanges() {
    RandomTest.of(200).check(NameTableTest::run);
  }

  private static void run(RandomGenerator random) {
    var table = new NameTable<Thing>();
    var model = new TreeMap<String, Thing>();
    for (int i = 0; i < 300; i++) {
      var thing = new Thing("n" + random.nextInt(80), i);
      switch (random.nextInt(8)) {
        case 0 -> {
          table.remove(thing.name());
          model.remove(thing.name());
        }
        case 1 -> table.shuffle(random);
        case 2 -> {
          int least = i - 100;
          table.removeIf(t -> t.value() < least);
          model.values().removeIf(t -> t.value() < least);
        }
        case 3 -> {
          if (table.get(thing.name()) == null) {
            table.putAnywhere(thing, random);
            model.put(thing.name(), thing);
          }
        }
        default -> {
          table.put(thing);
          model.put(thing.name(), thing);
        }
      }
      check(table, model);
    }
  }

  private static void check(NameTable<Thing> table, TreeMap<String, Thing> model) {
    assertThat(table.size()).isEqualTo(model.size());
    var all = new ArrayList<Thing>();
    table.forEach(all::add);
    assertThat(all).containsExactlyInAnyOrderElementsOf(model.values());
    for (int i = 0; i < 80; i++) {
      assertThat(table.get("n" + i)).isEqualTo(model.get("n" + i));
    }
  }
}
