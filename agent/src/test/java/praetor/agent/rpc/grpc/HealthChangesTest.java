package praetor.agent.rpc.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import praetor.model.Bytes;
import praetor.model.CheckServiceNode;
import praetor.model.Node;
import praetor.model.NodeService;

class HealthChangesTest {
  private final HealthChanges changes = new HealthChanges();

  private static CheckServiceNode row(String node, int port) {
    var zero = Node.SHAPE.zero();
    var place =
        new Node(
            "",
            node,
            "10.0.0.1",
            "dc1",
            "",
            "",
            zero.taggedAddresses(),
            zero.meta(),
            zero.locality(),
            1,
            1);
    var service = NodeService.SHAPE.zero();
    var web =
        new NodeService(
            "",
            "web",
            "web",
            List.of(),
            "",
            service.taggedAddresses(),
            service.meta(),
            port,
            "",
            service.weights(),
            false,
            service.locality(),
            service.proxy(),
            service.connect(),
            false,
            "",
            1,
            1);
    return new CheckServiceNode(place, web, List.of());
  }

  private static SubscribeSource.State state(long index, CheckServiceNode... rows) {
    return new SubscribeSource.State(index, List.of(rows));
  }

  @Test
  void theWholeStateComesFirst() {
    assertThat(changes.next(state(7, row("n1", 1), row("n2", 2))))
        .containsExactly(
            Events.register(7, row("n1", 1)),
            Events.register(7, row("n2", 2)),
            Events.endOfSnapshot(7));
  }

  @Test
  void anUnknownServiceHasAnEmptyState() {
    assertThat(changes.next(state(7))).containsExactly(Events.endOfSnapshot(7));
    assertThat(changes.next(state(8))).isEmpty();
  }

  @Test
  void oneChangeIsOneEventAndMoreAreABatch() {
    changes.next(state(7, row("n1", 1), row("n2", 2)));
    assertThat(changes.next(state(8, row("n1", 1), row("n2", 3))))
        .containsExactly(Events.register(8, row("n2", 3)));
    assertThat(changes.next(state(9, row("n1", 4), row("n2", 5))))
        .containsExactly(
            Events.batch(
                9, List.of(Events.register(9, row("n1", 4)), Events.register(9, row("n2", 5)))));
    assertThat(changes.next(state(10, row("n1", 4))))
        .containsExactly(Events.deregister(10, row("n2", 5)));
    assertThat(changes.next(state(11, row("n1", 4)))).isEmpty();
  }

  @Test
  void aStateFromBeforeIsNoticed() {
    changes.next(state(7));
    assertThat(changes.isSetBack(state(7))).isFalse();
    assertThat(changes.isSetBack(state(6))).isTrue();
    assertThat(changes.isSetBack(state(-1))).isFalse();
  }

  @Test
  void manyInstancesAreToldInTheirOrder() {
    var rows = new ArrayList<CheckServiceNode>();
    var expected = new ArrayList<Bytes>();
    for (int i = 0; i < 50; i++) {
      rows.add(row("n" + i, i));
      expected.add(Events.register(7, row("n" + i, i)));
    }
    expected.add(Events.endOfSnapshot(7));
    assertThat(changes.next(new SubscribeSource.State(7, rows))).isEqualTo(expected);
  }
}
