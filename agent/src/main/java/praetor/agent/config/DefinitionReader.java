package praetor.agent.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import praetor.agent.config.ServiceDefinition.TaggedAddress;
import praetor.agent.config.ServiceDefinition.Weights;

/** Turns the {@code services} and {@code checks} of files into records. */
final class DefinitionReader {

  private DefinitionReader() {}

  static ServiceDefinition service(Values values) {
    var name = values.text("name");
    var meta = values.texts("meta");
    NodeMeta.firstFault(meta)
        .ifPresent(why -> values.error("invalid meta for service " + name + ": " + why));
    return new ServiceDefinition(
        values.filled("id").orElse(name),
        name,
        values.text("kind"),
        values.strings("tags"),
        values.text("address"),
        values.integer("port", 0),
        values.text("socket_path"),
        meta,
        taggedAddresses(values),
        weights(values, name),
        values.bool("enable_tag_override", false),
        values.text("token"),
        checks(values),
        values.settings().block("proxy"),
        values.settings().block("connect"),
        values.settings().block("locality"));
  }

  /** {@code check} and {@code checks} of a service. */
  private static List<CheckDefinition> checks(Values values) {
    var all = new LinkedHashMap<String, Object>();
    var lone = values.settings().block("check");
    all.put("checks", lone.isEmpty() ? List.of() : List.of(lone.values()));
    Merge.put(all, "checks", values.settings().list("checks"), Merge.Lists.APPEND);
    return values.with(new Settings(all)).blocks("checks", "check[].").stream()
        .map(DefinitionReader::check)
        .toList();
  }

  private static Map<String, TaggedAddress> taggedAddresses(Values values) {
    var addresses = new LinkedHashMap<String, TaggedAddress>();
    var block = values.settings().block("tagged_addresses");
    for (var name : block.values().keySet()) {
      var one = values.with(block.blockNamed(name));
      addresses.put(name, new TaggedAddress(one.text("address"), one.integer("port", 0)));
    }
    return addresses;
  }

  private static Weights weights(Values values, String service) {
    int passing = values.integer("weights.passing", 1);
    int warning = values.integer("weights.warning", 1);
    if (values.settings().at("weights.passing").isPresent() && passing < 1) {
      values.error(
          "Invalid weight definition for service " + service + ": Passing must be greater than 0");
    }
    if (warning < 0) {
      values.error(
          "Invalid weight definition for service "
              + service
              + ": Warning must be greater or equal than 0");
    }
    return new Weights(passing, warning);
  }

  static CheckDefinition check(Values values) {
    return new CheckDefinition(
        values.text("id"),
        values.text("name"),
        values.text("notes"),
        values.text("service_id"),
        values.text("token"),
        values.text("status"),
        values.strings("args"),
        values.text("http"),
        headers(values),
        values.text("method"),
        values.text("body"),
        values.bool("disable_redirects", false),
        values.text("tcp"),
        values.bool("tcp_use_tls", false),
        values.text("udp"),
        values.text("grpc"),
        values.bool("grpc_use_tls", false),
        values.text("h2ping"),
        values.bool("h2ping_use_tls", true),
        values.text("docker_container_id"),
        values.text("shell"),
        values.text("os_service"),
        values.text("alias_node"),
        values.text("alias_service"),
        values.text("tls_server_name"),
        values.bool("tls_skip_verify", false),
        values.duration("interval", Duration.ZERO),
        values.duration("timeout", Duration.ZERO),
        values.duration("ttl", Duration.ZERO),
        values.duration("deregister_critical_service_after", Duration.ZERO),
        values.integer("output_max_size", 0),
        values.integer("success_before_passing", 0),
        values.integer("failures_before_warning", 0),
        values.integer("failures_before_critical", 0));
  }

  private static Map<String, List<String>> headers(Values values) {
    var headers = new LinkedHashMap<String, List<String>>();
    var block = values.settings().block("header");
    block.values().forEach((name, texts) -> headers.put(name, listOfTexts(texts)));
    return headers;
  }

  private static List<String> listOfTexts(Object texts) {
    return texts instanceof List<?> list ? list.stream().map(Object::toString).toList() : List.of();
  }
}
