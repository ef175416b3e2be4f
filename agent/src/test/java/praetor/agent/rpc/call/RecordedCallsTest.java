package praetor.agent.rpc.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import praetor.model.DecodeException;

/** Every recorded call of a known method is read whole and written again as it was. */
class RecordedCallsTest {
  private static final Map<String, Method<?, ?>> METHODS =
      Stream.of(
              CatalogCalls.class,
              HealthCalls.class,
              KvCalls.class,
              SessionCalls.class,
              TxnCalls.class,
              StatusCalls.class,
              CoordinateCalls.class,
              QueryCalls.class,
              ConnectCalls.class,
              InternalCalls.class,
              OperatorCalls.class)
          .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
          .filter(field -> field.getType() == Method.class)
          .map(RecordedCallsTest::method)
          .collect(Collectors.toMap(Method::name, Function.identity()));

  /** Nothing of these stands behind a server of Praetor yet. */
  private static final List<String> NOT_THERE_YET =
      List.of(
          "ACL.",
          "ConfigEntry.",
          "DiscoveryChain.",
          "Intention.",
          "Internal.CatalogOverview",
          "Internal.ServiceTopology");

  /**
   * Replies with free-form maps, which have no order, with fields that the model does not keep and
   * that are zero ({@code SidecarService}, {@code IncludeAll}), with an empty map where nil means
   * the same, or with a time at an offset of no minutes.
   */
  private static final List<String> IN_OTHER_BYTES =
      List.of(
          "Catalog.ListNodes",
          "Catalog.ListNodes-blocking",
          "Catalog.ListServices",
          "Catalog.ServiceNodes",
          "Catalog.NodeServices",
          "ConnectCA.ConfigurationGet",
          "Coordinate.ListNodes",
          "Coordinate.ListDatacenters",
          "Coordinate.Node",
          "Health.ServiceNodes",
          "Internal.NodeDump",
          "Internal.NodeInfo",
          "Internal.ServiceDump",
          "Operator.AutopilotState",
          "Operator.ServerHealth",
          "Operator.Usage",
          "PreparedQuery.Execute",
          "PreparedQuery.Explain",
          "PreparedQuery.Get",
          "PreparedQuery.List");

  private static Method<?, ?> method(java.lang.reflect.Field field) {
    try {
      return (Method<?, ?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<Arguments> calls() {
    return RecordedCalls.all().stream()
        .filter(call -> METHODS.containsKey(call.method()))
        .map(call -> argumentSet(call.name(), call, METHODS.get(call.method())));
  }

  @Test
  void everyRecordedMethodIsKnownOrListed() {
    assertThat(RecordedCalls.all())
        .filteredOn(call -> !METHODS.containsKey(call.method()))
        .filteredOn(call -> NOT_THERE_YET.stream().noneMatch(call.method()::startsWith))
        .extracting(RecordedCalls.Recorded::method)
        .containsExactlyInAnyOrder("Catalog.Nope", "Nope.Nope");
  }

  @ParameterizedTest
  @MethodSource("calls")
  <A, R> void argumentsAreWrittenAsTheyWereRead(RecordedCalls.Recorded call, Method<A, R> method)
      throws DecodeException {
    var written = method.packArgument(method.argument(call.argument()));
    assertThat(PackTree.of(written)).isEqualTo(PackTree.of(call.argument()));
  }

  @ParameterizedTest
  @MethodSource("calls")
  <A, R> void repliesAreWrittenAsTheyWereRead(RecordedCalls.Recorded call, Method<A, R> method)
      throws DecodeException {
    if (call.error().isEmpty()) {
      var written = method.packReply(method.reply(call.reply()));
      assertThat(PackTree.of(written)).isEqualTo(PackTree.of(call.reply()));
      assertThat(written.equals(call.reply())).isEqualTo(!IN_OTHER_BYTES.contains(call.name()));
    }
  }
}
