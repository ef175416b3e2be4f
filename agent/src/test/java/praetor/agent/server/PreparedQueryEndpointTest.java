package praetor.agent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.acl.TokenResolver;
import praetor.agent.query.OtherDatacenters;
import praetor.agent.query.QueryExecution;
import praetor.agent.read.ReadOptions;
import praetor.model.PreparedQuery;
import praetor.state.WatchSet;
import praetor.state.command.PreparedQueryRequest;

/** Texts and their order as Consul 1.21.4 gave them. */
class PreparedQueryEndpointTest {
  private static final Caller CALLER = Caller.unrestricted();

  private final DirectServer server = new DirectServer();
  private final PreparedQueryEndpoint queries =
      new PreparedQueryEndpoint(
          server.context(), server.reads(), TokenResolver.off(), OtherDatacenters.none(), () -> 1);

  private static PreparedQuery query(String json) throws Exception {
    return PreparedQuery.SHAPE.parseJson(json.replace('`', '"').getBytes(StandardCharsets.UTF_8));
  }

  private String apply(String op, PreparedQuery query) {
    return queries.apply(new PreparedQueryRequest(op, query), CALLER).join();
  }

  private Optional<PreparedQuery> known(String id) {
    return server.store.view().preparedQuery(id, WatchSet.none()).value();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | Must be bound to a session",
        "{`Token`:`<hidden>`,`Service`:{`Service`:`a`}} | Must be bound to a session",
        "{`Name`:`n`,`Token`:`<hidden>`} | Bad Token '<hidden>', it looks like a query definition"
            + " with a redacted token was submitted",
        "{`Name`:`n`,`Service`:{`Failover`:{`NearestN`:-1}}}"
            + " | Must provide a Service name to query",
        "{`Name`:`n`,`Service`:{`Service`:`a`,`Failover`:{`NearestN`:-1,`Targets`:[{}]}}}"
            + " | Bad NearestN '-1', must be >= 0",
        "{`Name`:`n`,`Service`:{`Service`:`a`,`SamenessGroup`:`g`,"
            + "`Failover`:{`NearestN`:1,`Targets`:[{}]}}}"
            + " | Targets cannot be populated with NearestN or Datacenters",
        "{`Name`:`n`,`Service`:{`Service`:`a`,`Failover`:{`Datacenters`:[`b`],`Targets`:[{}]}}}"
            + " | Targets cannot be populated with NearestN or Datacenters",
        "{`Name`:`n`,`Service`:{`Service`:`a`,`SamenessGroup`:`g`,`NodeMeta`:{``:``}}}"
            + " | sameness-groups are an enterprise-only feature",
        "{`Name`:`n`,`Service`:{`Service`:`a`,`NodeMeta`:{``:`x`}},`DNS`:{`TTL`:`x`}}"
            + " | Couldn't load metadata pair ('', 'x'): Key cannot be blank",
        "{`Name`:`n`,`Service`:{`Service`:`a`},`DNS`:{`TTL`:`10`}}"
            + " | Bad DNS TTL '10': time: missing unit in duration `10`",
        "{`Name`:`n`,`Service`:{`Service`:`a`},`DNS`:{`TTL`:`-1s`}}"
            + " | DNS TTL '-1000000000', must be >=0",
      },
      quoteCharacter = '\0')
  void theFirstMistakeIsTold(String json, String mistake) throws Exception {
    var query = query(json);
    assertThatThrownBy(() -> apply(PreparedQueryRequest.CREATE, query))
        .isInstanceOf(RequestException.class)
        .hasMessage("Invalid prepared query: " + mistake.replace('`', '"'));
  }

  @Test
  void pairsThatConsulSetsItselfMayBeAskedFor() throws Exception {
    var id =
        apply(
            PreparedQueryRequest.CREATE,
            query("{`Name`:`n`,`Service`:{`Service`:`a`,`NodeMeta`:{`consul-version`:`1`}}}"));
    assertThat(UUID.fromString(id).version()).isEqualTo(4);
    assertThat(known(id)).isPresent();
  }

  @Test
  void aNewQueryGetsItsIdFromTheServer() throws Exception {
    var query = query("{`ID`:`x`}");
    assertThatThrownBy(() -> apply(PreparedQueryRequest.CREATE, query))
        .hasMessage("ID must be empty when creating a new prepared query");
  }

  @Test
  void onlyWhatExistsIsChangedOrDeleted() throws Exception {
    var missing = query("{`ID`:`00000000-0000-4000-8000-000000000000`}");
    assertThatThrownBy(() -> apply(PreparedQueryRequest.UPDATE, missing))
        .hasMessage(
            "Cannot modify non-existent prepared query: '00000000-0000-4000-8000-000000000000'");
    var unlikely = query("{`ID`:`nouuid`}");
    assertThatThrownBy(() -> apply(PreparedQueryRequest.DELETE, unlikely))
        .hasMessage(
            "Prepared Query lookup failed: failed prepared query lookup: index error: UUID must be"
                + " 36 characters");
    var id = apply(PreparedQueryRequest.CREATE, query("{`Name`:`n`,`Service`:{`Service`:`a`}}"));
    apply(PreparedQueryRequest.UPDATE, query("{`Name`:`m`,`Service`:{`Service`:`b`}}").withId(id));
    assertThat(known(id).orElseThrow().name()).isEqualTo("m");
    apply(PreparedQueryRequest.DELETE, query("{}").withId(id));
    assertThat(known(id)).isEmpty();
  }

  @Test
  void theStoresRefusalIsTold() throws Exception {
    var query = query("{`Session`:`s`,`Service`:{`Service`:`a`}}");
    assertThatThrownBy(() -> apply(PreparedQueryRequest.CREATE, query))
        .hasRootCauseMessage("raft apply failed: invalid session \"s\"");
  }

  @Test
  void anExecutionIsAnsweredAtOnceWithIndexOne() throws Exception {
    apply(PreparedQueryRequest.CREATE, query("{`Name`:`n`,`Service`:{`Service`:`none`}}"));
    var source = new QueryExecution.Source("n1", Optional.empty());
    var answer = queries.execute(QueryExecution.of("n", source), ReadOptions.now(CALLER)).join();
    assertThat(answer.index()).isEqualTo(1);
    assertThat(answer.value().datacenter()).isEqualTo("dc1");
    assertThat(answer.value().instances()).isEmpty();
  }
}
