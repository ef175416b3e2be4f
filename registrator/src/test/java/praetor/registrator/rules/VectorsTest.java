package praetor.registrator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import praetor.client.ClientConfig;
import praetor.client.ConsulClient;
import praetor.client.JsonView;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;
import praetor.registrator.backend.ConsulBackend;
import praetor.testkit.vectors.VectorFiles;

/**
 * What fayrus/registrator 9.2.0 registered for containers, recorded with what Docker 20.10 showed
 * of them. Cases with a template in their tags are replayed where there is a template engine.
 */
class VectorsTest {
  private static final String NO_ADDRESS = "0.0.0.0";

  /** What such an address means here. */
  private static final String NODE = "192.0.2.10";

  @TestFactory
  Stream<DynamicTest> whatIsRegisteredIsWhatFayrusRegisters() {
    return Stream.of("names-ports-tags", "network", "checks")
        .flatMap(file -> cases(file).stream())
        .filter(c -> !c.field("containers").value().toString().contains("{{"))
        .map(c -> DynamicTest.dynamicTest(c.text("id"), () -> replay(c)));
  }

  private static List<JsonView> cases(String file) {
    try {
      var text = VectorFiles.text("registrator/" + file + ".json");
      return JsonView.of(JsonReader.readWhole(text)).elements();
    } catch (DecodeException damaged) {
      throw new IllegalStateException(file, damaged);
    }
  }

  private static void replay(JsonView recorded) throws IOException {
    var options = options(recorded.field("flags").texts(), recorded.text("host"));
    var rules = new ServiceRules(options, Optional.of(NODE), (tags, _) -> tags);
    var views = new LinkedHashMap<String, ContainerView>();
    for (var inspect : recorded.field("inspect").elements()) {
      var view = ContainerView.of((JsonValue.Obj) inspect.value().orElseThrow());
      views.put(view.id(), view);
    }
    var sent = new SentBodies();
    var backend = new ConsulBackend(new ConsulClient(sent, ClientConfig.local(1)));
    for (var view : views.values()) {
      var shared = view.sharesNetworkOf().map(views::get);
      for (var service : rules.services(view, shared).services()) {
        backend.register(service);
      }
    }
    assertThat(sent.bodies().stream().map(VectorsTest::lean))
        .containsExactlyInAnyOrderElementsOf(expected(recorded));
  }

  private static ServiceOptions options(List<String> flags, String host) {
    var values = new LinkedHashMap<String, String>();
    for (int i = 0; i < flags.size(); i++) {
      boolean hasValue = i + 1 < flags.size() && !flags.get(i + 1).startsWith("-");
      values.put(flags.get(i), hasValue ? flags.get(++i) : "true");
    }
    return new ServiceOptions(
        host,
        Optional.ofNullable(values.get("-ip")),
        values.getOrDefault("-tags", ""),
        values.containsKey("-internal"),
        values.containsKey("-explicit"),
        values.containsKey("-ip-from-container"),
        Optional.ofNullable(values.get("-useIpFromLabel")),
        true);
  }

  /** As recorded, but for what is deliberately different here. */
  private static List<JsonValue> expected(JsonView recorded) {
    var expected = new ArrayList<JsonValue>();
    boolean hasNoNetwork =
        recorded.field("inspect").elements().stream()
            .anyMatch(i -> i.field("HostConfig").text("NetworkMode").equals("none"));
    for (var body : recorded.field("register").elements()) {
      if (!hasNoNetwork) {
        expected.add(lean(onNode(body)));
      }
    }
    return expected;
  }

  /** An address that nobody can reach is left out, so that it is the node's. */
  private static JsonValue onNode(JsonView body) {
    var members = new LinkedHashMap<>(((JsonValue.Obj) body.value().orElseThrow()).members());
    if (body.text("Address").equals(NO_ADDRESS)) {
      members.remove("Address");
      var check = body.field("Check");
      if (check.value().isPresent()) {
        var fields = new LinkedHashMap<>(((JsonValue.Obj) check.value().get()).members());
        fields.put("HTTP", new JsonValue.Str(check.text("HTTP").replace(NO_ADDRESS, NODE)));
        members.put("Check", new JsonValue.Obj(fields));
      }
    }
    return new JsonValue.Obj(members);
  }

  /** Without empty fields, which are spelled out or not. */
  private static JsonValue lean(JsonValue value) {
    if (!(value instanceof JsonValue.Obj(var members))) {
      return value;
    }
    var left = new LinkedHashMap<String, JsonValue>();
    members.forEach((name, member) -> left.put(name, lean(member)));
    left.values().removeIf(VectorsTest::isEmpty);
    return new JsonValue.Obj(left);
  }

  private static boolean isEmpty(JsonValue value) {
    return switch (value) {
      case JsonValue.Obj(var members) -> members.isEmpty();
      case JsonValue.Arr(var elements) -> elements.isEmpty();
      case JsonValue.Str(var text) -> text.isEmpty();
      case JsonValue.Num(var text) -> text.equals("0");
      case JsonValue.Bool(var flag) -> !flag;
      case JsonValue.Null _ -> true;
    };
  }
}
