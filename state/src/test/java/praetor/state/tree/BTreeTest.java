package praetor.state.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.model.Bytes;

/** The tree against a TreeMap, under random changes from a seed that the test's name shows. */
class BTreeTest {
  private static final int STEPS = 10_000;

  /** Keys share prefixes, and some hold bytes above 0x7f. */
  private static byte[] randomKey(Random random, int alphabet) {
    var key = new byte[random.nextInt(6)];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (random.nextInt(alphabet) * 37);
    }
    return key;
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void behavesLikeASortedMap(long seed) {
    var random = new Random(seed);
    int alphabet = 2 + (int) seed * 2;
    NavigableMap<Bytes, Long> model = new TreeMap<>();
    var edit = BTree.<Long>empty(Long::longValue).edit();
    for (int step = 1; step <= STEPS; step++) {
      // The share of removals goes up and down, so that the tree grows and shrinks to nothing.
      boolean shrinks = step / 1_250 % 2 == 1;
      var key = randomKey(random, alphabet);
      if (random.nextInt(10) < (shrinks ? 8 : 3)) {
        assertThat(edit.remove(key)).isEqualTo(model.remove(Bytes.owned(key)));
      } else {
        long row = random.nextInt(1_000_000);
        assertThat(edit.put(key, row)).isEqualTo(model.put(Bytes.owned(key), row));
      }
      if (random.nextInt(80) == 0) {
        assertSame(edit, model, random, alphabet);
      }
    }
    for (var key : List.copyOf(model.keySet())) {
      edit.remove(key.array());
      model.remove(key);
    }
    assertSame(edit, model, random, alphabet);
    assertThat(edit.freeze().isEmpty()).isTrue();
  }

  private static void assertSame(
      SortedRows<Long> rows, NavigableMap<Bytes, Long> model, Random random, int alphabet) {
    assertThat(rows.size()).isEqualTo(model.size());
    assertThat(rows.maxIndex())
        .isEqualTo(model.values().stream().mapToLong(Long::longValue).max().orElse(0));
    for (int i = 0; i < 5; i++) {
      var key = Bytes.owned(randomKey(random, alphabet));
      assertThat(rows.get(key.array()).orElse(null)).isEqualTo(model.get(key));
      assertThat(rows.floor(key.array()).orElse(null)).isEqualTo(value(model.floorEntry(key)));
      assertThat(rows.ceiling(key.array()).orElse(null)).isEqualTo(value(model.ceilingEntry(key)));
      var below = new TreeMap<>(model);
      below.keySet().removeIf(other -> !other.startsWith(key));
      assertThat(rows.listBelow(key.array())).isEqualTo(List.copyOf(below.values()));
      assertThat(rows.hasBelow(key.array())).isEqualTo(!below.isEmpty());
      assertThat(rows.maxIndex(key.array()))
          .isEqualTo(below.values().stream().mapToLong(Long::longValue).max().orElse(0));
      assertThat(list(rows.from(key.array())))
          .isEqualTo(List.copyOf(model.tailMap(key, true).values()));
    }
  }

  private static Long value(Map.Entry<Bytes, Long> entry) {
    return entry == null ? null : entry.getValue();
  }

  private static List<Long> list(Cursor<Long> cursor) {
    List<Long> rows = new ArrayList<>();
    byte[] previous = null;
    while (cursor.next()) {
      assertThat(previous == null || Arrays.compareUnsigned(previous, cursor.key()) < 0).isTrue();
      previous = cursor.key();
      rows.add(cursor.row());
    }
    return rows;
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {11, 12, 13})
  void frozenTreesNeverChange(long seed) {
    var random = new Random(seed);
    NavigableMap<Bytes, Long> model = new TreeMap<>();
    List<BTree<Long>> frozen = new ArrayList<>();
    List<NavigableMap<Bytes, Long>> models = new ArrayList<>();
    var edit = BTree.<Long>empty(Long::longValue).edit();
    for (int step = 0; step < 5_000; step++) {
      var key = randomKey(random, 12);
      if (random.nextInt(3) == 0) {
        edit.remove(key);
        model.remove(Bytes.owned(key));
      } else {
        edit.put(key, (long) step);
        model.put(Bytes.owned(key), (long) step);
      }
      if (random.nextInt(100) == 0) {
        frozen.add(edit.freeze());
        models.add(new TreeMap<>(model));
        if (random.nextInt(4) == 0) {
          // Going on from an older tree must not show in the newer ones.
          int past = random.nextInt(frozen.size());
          edit = frozen.get(past).edit();
          model = new TreeMap<>(models.get(past));
        }
      }
    }
    Map<Object, NavigableMap<Bytes, Long>> byVersion = new HashMap<>();
    for (int i = 0; i < frozen.size(); i++) {
      assertThat(list(frozen.get(i).all())).isEqualTo(List.copyOf(models.get(i).values()));
      var first = byVersion.putIfAbsent(frozen.get(i).version(), models.get(i));
      assertThat(first).as("another tree of the same version").isIn(null, models.get(i));
    }
  }

  @Test
  void aTreeKeepsItsVersionUntilItChanges() {
    var empty = BTree.<Long>empty(Long::longValue);
    var edit = empty.edit();
    assertThat(edit.freeze().version()).isEqualTo(empty.version());
    edit.put(new byte[] {1}, 1L);
    var one = edit.freeze();
    edit.remove(new byte[] {2});
    assertThat(edit.freeze().version()).isEqualTo(one.version());
    edit.put(new byte[] {1}, 2L);
    assertThat(edit.freeze().version()).isNotIn(empty.version(), one.version());
    edit.remove(new byte[] {1});
    assertThat(edit.freeze().version()).isNotEqualTo(one.version());
  }

  @ParameterizedTest(name = "{0} keys in order")
  @ValueSource(ints = {0, 1, 32, 33, 34, 1_000, 100_000})
  void keysInOrderFillTheLeaves(int count) {
    var edit = BTree.<Long>empty(Long::longValue).edit();
    for (int i = 0; i < count; i++) {
      edit.put(Bytes.utf8(String.format("key/%09d", i)).array(), (long) i);
    }
    var tree = edit.freeze();
    assertThat(tree.size()).isEqualTo(count);
    assertThat(list(tree.all())).hasSize(count).isSorted();
    assertThat(leaves(tree.root())).isLessThanOrEqualTo(1 + count / 28);
  }

  private static int leaves(Node node) {
    int leaves = node.leaf ? 1 : 0;
    for (int i = 0; !node.leaf && i <= node.size; i++) {
      leaves += leaves(node.child(i));
    }
    return leaves;
  }
}
