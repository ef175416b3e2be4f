package praetor.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsageTest {
  private final Fixture fixture = new Fixture();

  @BeforeEach
  void aServerAndANodeWithServices() {
    register("n1", "{\"ID\":\"consul\",\"Service\":\"consul\"}");
    register("n2", "{\"ID\":\"w1\",\"Service\":\"web\"}");
    register("n2", "{\"ID\":\"w2\",\"Service\":\"WEB\"}");
    register("n2", "{\"ID\":\"nat\",\"Service\":\"nat\",\"Connect\":{\"Native\":true}}");
    register("n2", "{\"ID\":\"mg\",\"Service\":\"mg\",\"Kind\":\"mesh-gateway\"}");
  }

  private void register(String node, String service) {
    fixture.register(
        "{\"Node\":\"" + node + "\",\"Address\":\"1.1.1.1\",\"Service\":" + service + "}");
  }

  private Read<Usage> usage() {
    return fixture.view().usage(WatchSet.none());
  }

  @Test
  void namesCountOnceWithoutRegardToCase() {
    var usage = usage().value();
    assertThat(usage.nodes()).isEqualTo(2);
    assertThat(usage.services()).isEqualTo(4);
    assertThat(usage.instances()).isEqualTo(5);
  }

  @Test
  void onlyOrdinaryInstancesAreBillable() {
    assertThat(usage().value().billableInstances()).isEqualTo(3);
    assertThat(usage().value().connectInstances())
        .hasSize(6)
        .containsEntry("mesh-gateway", 1)
        .containsEntry("connect-native", 1)
        .containsEntry("connect-proxy", 0);
  }

  @Test
  void aNodeWithoutServicesDoesNotMoveTheIndex() {
    long before = usage().index();
    fixture.register("{\"Node\":\"n3\",\"Address\":\"1.1.1.1\"}");
    assertThat(usage().index()).isEqualTo(before);
    assertThat(usage().value().nodes()).isEqualTo(3);
    register("n3", "{\"ID\":\"db\",\"Service\":\"db\"}");
    assertThat(usage().index()).isGreaterThan(before);
  }
}
