package praetor.dns.vectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import praetor.dns.DnsOptions;
import praetor.dns.Transport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * One file of recorded questions: the agent it was asked of, rebuilt from fakes, and the
 * comparison.
 */
public final class Vector {
  /** Every file; a test compares this list with the folder. */
  public static final List<String> NAMES =
      List.of(
          "acl-deny",
          "acl-token",
          "addr-ptr",
          "advertise",
          "connect",
          "domain",
          "extra-aliases",
          "extra-alt",
          "extra-arpa",
          "extra-cut",
          "extra-cut-0",
          "extra-cut-1",
          "extra-forms",
          "extra-health",
          "extra-malformed",
          "extra-recursor",
          "extra-tagged",
          "extra-ttl",
          "extra-ttl-parts",
          "extra-wan",
          "few",
          "health",
          "health-only-passing",
          "labels",
          "many",
          "many-64k",
          "many-a-record-limit",
          "many-truncate",
          "many-udp-answer-limit",
          "many-uncompressed",
          "messages",
          "names-invalid",
          "nodes",
          "odd-data",
          "queries",
          "recursor",
          "recursors",
          "rfc2782",
          "services",
          "stale-off",
          "ttl",
          "ttl-soa",
          "two-datacenters",
          "txt-big",
          "weights",
          "zone");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SERVER_PORT = 18_300;

  private final JsonNode file;
  private final FakeCatalog catalog;
  private final List<FakeRecursor> recursors = new ArrayList<>();

  private Vector(JsonNode file) {
    this.file = file;
    var start = file.path("start");
    this.catalog = new FakeCatalog("dc1", new FakeAcl(start));
    catalog.addServer("dc1", start.path("node_name").asString("n1"), SERVER_PORT);
    if (file.has("second")) {
      catalog.addServer("dc2", file.get("second").get("node_name").asString(), SERVER_PORT);
    }
    for (var table : file.path("recursors")) {
      recursors.add(new FakeRecursor(table, "R" + (recursors.size() + 1)));
    }
    file.path("setup").forEach(this::call);
  }

  /** Reads a file and fills the catalog. */
  public static Vector load(String name) {
    try (var in = Vector.class.getResourceAsStream("/vectors/" + name + ".json")) {
      return new Vector(JSON.readTree(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public FakeCatalog catalog() {
    return catalog;
  }

  public List<FakeRecursor> recursors() {
    return recursors;
  }

  /** A question and one way to ask it. */
  public record Case(JsonNode question, Transport transport, JsonNode expect) {
    public byte[] message(int id) {
      return DnsText.question(question, id);
    }

    public boolean expectsSilence() {
      return expect.has("silence");
    }

    @Override
    public String toString() {
      return transport + " " + question.path("ask") + question.path("raw");
    }
  }

  /** Every question, over UDP and TCP unless the file fixes one. */
  public List<Case> cases() {
    var cases = new ArrayList<Case>();
    for (var question : file.get("questions")) {
      if (question.has("before")) {
        throw new IllegalStateException("no vector uses \"before\"");
      }
      var own = question.path("transport").asString("");
      if (!own.equals("tcp")) {
        cases.add(new Case(question, Transport.UDP, question.get("expect")));
      }
      if (!own.equals("udp")) {
        var expect = own.isEmpty() ? question.path("expect_tcp") : question.get("expect");
        cases.add(
            new Case(
                question, Transport.TCP, expect.isMissingNode() ? question.get("expect") : expect));
      }
    }
    return cases;
  }

  private void call(JsonNode step) {
    if (step.has("until") || step.path("status").asInt(200) != 200) {
      return;
    }
    var datacenter = step.path("to").asInt(1) == 2 ? "dc2" : "dc1";
    var body = step.get("body").toString();
    if (!step.has("repeat")) {
      catalog.call(datacenter, step.get("path").asString(), JSON.readTree(body));
      return;
    }
    for (int i = step.get("repeat").get(0).asInt(); i <= step.get("repeat").get(1).asInt(); i++) {
      var text =
          body.replace("{i}", "%04d".formatted(i))
              .replace("{hi}", String.valueOf(i / 256))
              .replace("{lo}", String.valueOf(i % 256));
      catalog.call(datacenter, step.get("path").asString(), JSON.readTree(text));
    }
  }

  /** The options that the file's agent had; {@code addresses} are those of its recursors. */
  public DnsOptions options(List<String> addresses) {
    var start = file.path("start");
    var dns = start.path("dns_config");
    var options =
        DnsOptions.builder("dc1")
            .domain(start.path("domain").asString("consul."))
            .altDomain(start.path("alt_domain").asString(""))
            .token(start.path("acl").path("tokens").path("default").asString(""))
            .recursors(addresses)
            .translateWanAddrs(start.path("translate_wan_addrs").asBoolean(false))
            .onlyPassing(dns.path("only_passing").asBoolean(false))
            .allowStale(dns.path("allow_stale").asBoolean(true))
            .udpAnswerLimit(dns.path("udp_answer_limit").asInt(3))
            .aRecordLimit(dns.path("a_record_limit").asInt(0))
            .enableTruncate(dns.path("enable_truncate").asBoolean(false))
            .disableCompression(dns.path("disable_compression").asBoolean(false))
            .nodeMetaTxt(dns.path("enable_additional_node_meta_txt").asBoolean(true))
            .nodeTtl(duration(dns.path("node_ttl").asString("0s")))
            .recursorTimeout(duration(dns.path("recursor_timeout").asString("2s")));
    var ttls = new HashMap<String, Duration>();
    dns.path("service_ttl")
        .properties()
        .forEach(entry -> ttls.put(entry.getKey(), duration(entry.getValue().asString())));
    options.serviceTtl(ttls);
    var soa = dns.path("soa");
    if (!soa.isMissingNode()) {
      options.soa(
          new DnsOptions.Soa(
              soa.get("refresh").asInt(),
              soa.get("retry").asInt(),
              soa.get("expire").asInt(),
              soa.get("min_ttl").asInt()));
    }
    return options.build();
  }

  static Duration duration(String text) {
    return text.endsWith("ms")
        ? Duration.ofMillis(Long.parseLong(text.replace("ms", "")))
        : Duration.ofSeconds(Long.parseLong(text.replace("s", "")));
  }

  /** Why an answer is not the expected one; empty when it is. */
  public Optional<String> failure(Case asked, byte[] answer) {
    var got = DnsText.answer(asked.question, answer, SERVER_PORT);
    var want = JSON.convertValue(asked.expect, Map.class);
    var keys = new LinkedHashSet<Object>(want.keySet());
    keys.addAll(got.keySet());
    for (var key : keys) {
      boolean section = List.of("answer", "authority", "additional").contains(key);
      var why =
          section
              ? sectionFailure(want.get(key), lines(got.get(key)))
              : Optional.of("expected " + want.get(key) + ", got " + got.get(key))
                  .filter(_ -> !java.util.Objects.equals(want.get(key), got.get(key)));
      if (why.isPresent()) {
        return Optional.of(asked + ": " + key + ": " + why.get());
      }
    }
    return upstreamFailure(asked);
  }

  private Optional<String> upstreamFailure(Case asked) {
    var allowed = new HashSet<String>();
    asked.question.path("asked_upstream").forEach(line -> allowed.add(line.asString()));
    return recursors.stream()
        .flatMap(recursor -> recursor.seen().stream())
        .filter(line -> !allowed.contains(line))
        .findFirst()
        .map(line -> asked + ": asked upstream: " + line);
  }

  @SuppressWarnings("unchecked")
  private static List<String> lines(Object section) {
    return section == null ? List.of() : (List<String>) section;
  }

  private static Optional<String> sectionFailure(Object want, List<String> got) {
    if (want == null || want instanceof List<?>) {
      var wanted = want == null ? List.of() : want;
      return wanted.equals(got)
          ? Optional.empty()
          : Optional.of("expected in this order " + wanted + ", got " + got);
    }
    var map = (Map<?, ?>) want;
    if (map.containsKey("shuffled")) {
      var wanted = sorted(lines(map.get("shuffled")).stream());
      return wanted.equals(sorted(got.stream()))
          ? Optional.empty()
          : Optional.of("expected in any order " + wanted + ", got " + got);
    }
    return countFailure(map, got);
  }

  private static List<String> sorted(Stream<String> lines) {
    return lines.sorted().toList();
  }

  private static Optional<String> countFailure(Map<?, ?> want, List<String> got) {
    var count =
        want.get("count") instanceof List<?> range
            ? range
            : List.of(want.get("count"), want.get("count"));
    if (got.size() < (Integer) count.get(0) || got.size() > (Integer) count.get(1)) {
      return Optional.of("expected " + want.get("count") + " records, got " + got.size());
    }
    if (new HashSet<>(got).size() != got.size() && !want.containsKey("repeats")) {
      return Optional.of("a record occurs twice");
    }
    return got.stream()
        .filter(
            line ->
                want.containsKey("of")
                    ? !lines(want.get("of")).contains(line)
                    : !line.matches((String) want.get("each")))
        .findFirst()
        .map(line -> "unexpected " + line);
  }

  static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
