package praetor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import praetor.model.DecodeException;
import praetor.model.PreparedQuery;
import praetor.state.command.PreparedQueryRequest;

/** Prepared queries and their templates; texts as Consul 1.21.4 gave them. */
class PreparedQueryTest {
  private static final long SEED = 4711;
  private static final String ID = "00000000-0000-4000-8000-%012d";

  private final Fixture fixture = new Fixture();
  private final WatchSet none = WatchSet.none();

  private static String id(int number) {
    return ID.formatted(number);
  }

  private static PreparedQuery query(int number, String json) {
    try {
      var text = json.replace('\'', '"');
      return PreparedQuery.SHAPE.parseJson(Resources.utf8(text)).withId(id(number));
    } catch (DecodeException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private Outcome create(int number, String json) {
    return fixture.write(
        new PreparedQueryRequest(PreparedQueryRequest.CREATE, query(number, json)));
  }

  private Outcome update(int number, String json) {
    return fixture.write(
        new PreparedQueryRequest(PreparedQueryRequest.UPDATE, query(number, json)));
  }

  private Outcome delete(int number) {
    return fixture.write(
        new PreparedQueryRequest(PreparedQueryRequest.DELETE, query(number, "{}")));
  }

  private Outcome named(int number, String name) {
    return create(number, "{'Name': '%s', 'Service': {'Service': 'web'}}".formatted(name));
  }

  private Outcome template(int number, String name, String service) {
    return create(
        number,
        "{'Name': '%s', 'Template': {'Type': 'name_prefix_match'}, 'Service': {'Service': '%s'}}"
            .formatted(name, service));
  }

  private static Outcome refused(String reason) {
    return new Outcome.Refused(reason);
  }

  private Optional<PreparedQuery> get(int number) {
    return fixture.view().preparedQuery(id(number), none).value();
  }

  private PreparedQuery resolved(String name) {
    return ((ResolvedQuery.Found) fixture.view().resolveQuery(name)).query();
  }

  private String service(String name) {
    return resolved(name).service().service();
  }

  @Test
  void everyWriteMovesTheIndexOfAllQueriesAndTheRowsOwn() {
    named(1, "a");
    long first = fixture.index();
    named(2, "b");
    update(1, "{'Name': 'a', 'Service': {'Service': 'web'}}");
    assertThat(get(1).orElseThrow().createIndex()).isEqualTo(first);
    assertThat(get(1).orElseThrow().modifyIndex()).isEqualTo(fixture.index());
    delete(2);
    var all = fixture.view().preparedQueries(none);
    assertThat(all.index()).isEqualTo(fixture.index());
    assertThat(all.value()).extracting(PreparedQuery::name).containsExactly("a");
    fixture.set("k", "v");
    delete(2);
    assertThat(fixture.view().preparedQuery(id(1), none).index()).isEqualTo(all.index());
  }

  @Test
  void aReaderOfOneQueryIsNotWokenByOthers() {
    named(1, "a");
    named(2, "b");
    var watch = new WatchSet();
    fixture.view().preparedQuery(id(1), watch);
    var one = new AtomicInteger();
    fixture.store.watches().register(watch, one::incrementAndGet);
    var every = new AtomicInteger();
    var watchAll = new WatchSet();
    fixture.view().preparedQueries(watchAll);
    fixture.store.watches().register(watchAll, every::incrementAndGet);
    delete(2);
    assertThat(one).hasValue(0);
    assertThat(every).hasValue(1);
    delete(1);
    assertThat(one).hasValue(1);
  }

  @Test
  void noTwoQueriesShareANameWhateverItsLetters() {
    named(1, "web");
    assertThat(named(2, "WEB")).isEqualTo(refused("name 'WEB' aliases an existing query name"));
    assertThat(template(2, "web", "x"))
        .isEqualTo(refused("name 'web' aliases an existing query name"));
    assertThat(named(2, id(1).toUpperCase(Locale.ROOT)))
        .isEqualTo(refused("name '" + id(1) + "' aliases an existing query ID"));
    assertThat(update(1, "{'Name': 'Web', 'Service': {'Service': 'x'}}"))
        .isEqualTo(new Outcome.Done());
    assertThat(template(3, "", "x")).isEqualTo(new Outcome.Done());
    assertThat(template(4, "", "x"))
        .isEqualTo(refused("a query template with an empty name already exists"));
  }

  @Test
  void aQueryEndsWithItsSessionAndWithTheNodeOfIt() {
    fixture.register("{\"Node\": \"n\", \"Address\": \"1.1.1.1\"}");
    fixture.session("{\"ID\":\"s1\",\"Node\":\"n\"}");
    fixture.session("{\"ID\":\"s2\",\"Node\":\"n\"}");
    create(1, "{'Session': 's1', 'Service': {'Service': 'web'}}");
    create(2, "{'Session': 'S1', 'Service': {'Service': 'web'}}");
    create(3, "{'Session': 's2', 'Service': {'Service': 'web'}}");
    assertThat(create(4, "{'Session': 'no', 'Service': {'Service': 'web'}}"))
        .isEqualTo(refused("invalid session \"no\""));
    fixture.destroy("s1");
    assertThat(get(1)).isEmpty();
    assertThat(get(2)).isEmpty();
    assertThat(get(3)).isPresent();
    assertThat(fixture.view().preparedQueries(none).index()).isEqualTo(fixture.index());
    fixture.deregister("n", "", "");
    assertThat(get(3)).isEmpty();
  }

  @Test
  void theIdFindsAQueryWhateverItsLettersAndDashes() {
    named(1, "a");
    var bare = id(1).replace("-", "");
    assertThat(resolved(id(1)).name()).isEqualTo("a");
    assertThat(fixture.view().preparedQuery(bare + "----", none).value()).isPresent();
    assertThat(UuidKey.problem("nouuid")).contains("UUID must be 36 characters");
    assertThat(UuidKey.problem("x".repeat(36)))
        .contains("Invalid UUID: encoding/hex: invalid byte: U+0078 'x'");
    assertThat(UuidKey.problem("-".repeat(36)))
        .contains("UUID should have maximum of 4 \"-\"; got 36");
    assertThat(UuidKey.problem(bare + "---x"))
        .contains("Input (without hyphens) must be even length");
  }

  @Test
  void theTemplateWithTheLongestPrefixAnswersUnlessThereIsAQueryOfThatName() {
    template(1, "a", "1:${name.suffix}");
    template(2, "ab", "2:${name.suffix}");
    template(3, "ab-c", "3:${name.suffix}");
    named(4, "abz");
    assertThat(service("a")).isEqualTo("1:");
    assertThat(service("abc")).isEqualTo("2:c");
    assertThat(service("ab-cd")).isEqualTo("3:d");
    assertThat(service("ABZ")).isEqualTo("web");
    assertThat(service("Ab-Cd")).isEqualTo("3:Ab-Cd");
    assertThat(fixture.view().resolveQuery("b")).isInstanceOf(ResolvedQuery.Absent.class);
    template(5, "", "0:${name.suffix}");
    assertThat(service("b")).isEqualTo("0:b");
    assertThat(fixture.view().resolveQuery(id(1)))
        .isEqualTo(
            new ResolvedQuery.Refused(
                "prepared query templates can only be resolved up by name, not by ID"));
  }

  @Test
  void theLongestPrefixIsFoundAmongManyNames() {
    var random = new Random(SEED);
    for (int number = 100; number < 160; number++) {
      template(number, word(random), "${name.prefix}");
    }
    var names =
        fixture.view().preparedQueries(none).value().stream().map(PreparedQuery::name).toList();
    for (int i = 0; i < 5_000; i++) {
      var name = word(random) + word(random);
      var expected =
          names.stream()
              .filter(name::startsWith)
              .max(Comparator.comparingInt(String::length))
              .orElse("");
      var found = fixture.view().resolveQuery(name);
      assertThat(found instanceof ResolvedQuery.Found(var query) ? query.name() : "")
          .as("seed %d, %s among %s", SEED, name, names)
          .isEqualTo(expected);
    }
  }

  private static String word(Random random) {
    var word = new StringBuilder();
    for (int left = random.nextInt(5); left >= 0; left--) {
      word.append(
          List.of("a", "b", "-", "\u00e9", "\ud83d\ude00", "\ud83d\ude01").get(random.nextInt(6)));
    }
    return word.toString();
  }

  @Test
  void aTemplateIsFilledInEverywhereButInNamesOfMetadata() {
    create(
        1,
        """
        {'Name': 't-', 'Token': '${name.full}', 'DNS': {'TTL': '1s'},
         'Template': {'Type': 'name_prefix_match', 'Regexp': '^t-(.+)-(.*)$',
                      'RemoveEmptyTags': true},
         'Service': {
           'Service': '${match(1)}', 'Near': '${match(1)}', 'Peer': '${match(0)}',
           'Tags': ['${match(2)}', '!${match(2)}', 'k', ''], 'IgnoreCheckIDs': ['${match(2)}'],
           'NodeMeta': {'n': '${name.prefix}'}, 'ServiceMeta': {'${match(1)}': '${match(1)}'},
           'Failover': {'Datacenters': ['${match(1)}'],
                        'Targets': [{'Peer': '${match(1)}', 'Datacenter': '${name.suffix}'}]}}}
        """);
    var query = resolved("t-web-");
    assertThat(query.token()).isEqualTo("${name.full}");
    var expected =
        query(
                1,
                """
                {'Service': {
                   'Service': 'web', 'Near': 'web', 'Peer': 't-web-', 'Tags': ['!', 'k'],
                   'IgnoreCheckIDs': [''], 'NodeMeta': {'n': 't-'},
                   'ServiceMeta': {'${match(1)}': 'web'},
                   'Failover': {'Datacenters': ['web'],
                                'Targets': [{'Peer': 'web', 'Datacenter': 'web-'}]}}}
                """)
            .service();
    assertThat(query.service()).isEqualTo(expected);
    assertThat(resolved("t-").service().tags()).contains(List.of("!", "k"));
  }

  @Test
  void aTemplateIsTriedBeforeItIsKept() {
    assertThat(create(1, "{'Name': 't', 'Template': {'Type': 'x', 'Regexp': '('}}"))
        .isEqualTo(refused("failed compiling template: Bad Template.Type 'x'"));
    assertThat(
            create(
                1,
                "{'Name': 't', 'Template': {'Type': 'name_prefix_match', 'Regexp': '('},"
                    + "'Service': {'Tags': ['a', '${']}}"))
        .isEqualTo(
            refused(
                "failed compiling template: Bad format '${' in Service.Tags[1]: parse error at"
                    + " 1:3: expected expression but found end of string"));
    assertThat(create(1, "{'Name': 't', 'Template': {'Type': 'name_prefix_match', 'Regexp': '('}}"))
        .isEqualTo(
            refused(
                "failed compiling template: Bad Regexp: error parsing regexp: missing closing ):"
                    + " `(`"));
    assertThat(template(1, "t", "${bogus}"))
        .isEqualTo(
            refused(
                "failed compiling template: Bad evaluation for '${bogus}' in Service.Service: 1:3:"
                    + " unknown variable accessed: bogus"));
  }

  @Test
  void aTemplateThatFailsForANameSaysWhy() {
    template(1, "1", "${match(name.full)}");
    assertThat(fixture.view().resolveQuery("1x"))
        .isEqualTo(
            new ResolvedQuery.Refused(
                "Bad evaluation for '${match(name.full)}' in Service.Service:"
                    + " __builtin_StringToInt: strconv.ParseInt: parsing \"1x\": invalid syntax"));
  }

  @Test
  void snapshotsOfConsulBringTheirQueries() throws Exception {
    var archive = new ByteArrayInputStream(Resources.stateBin("snap121-rich.tgz"));
    var view = SnapshotReader.read(archive).view();
    assertThat(view.preparedQueries(none).value())
        .extracting(PreparedQuery::name)
        .containsExactly("qpeer", "tpl-", "q1");
    assertThat(view.preparedQueries(none).index()).isEqualTo(55);
    assertThat(((ResolvedQuery.Found) view.resolveQuery("tpl-db")).query().service().service())
        .isEqualTo("db");
  }
}
