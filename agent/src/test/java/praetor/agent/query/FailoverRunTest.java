package praetor.agent.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.read.ReadOptions;
import praetor.model.CheckServiceNode;
import praetor.model.PreparedQuery;

/** Where a query goes when there is nothing here. */
class FailoverRunTest {
  private final List<String> asked = new ArrayList<>();
  private final Map<String, CompletableFuture<QueryResult>> replies = new TreeMap<>();

  /** Knows dc2, dc3 and dc4, nearest first. */
  private final OtherDatacenters others =
      new OtherDatacenters() {
        @Override
        public List<String> othersByDistance() {
          return List.of("dc3", "dc2", "dc4");
        }

        @Override
        public CompletableFuture<QueryResult> execute(
            String datacenter, PreparedQuery query, QueryExecution execution, ReadOptions options) {
          asked.add(datacenter);
          return replies.getOrDefault(
              datacenter, CompletableFuture.completedFuture(result(datacenter, query, false)));
        }
      };

  private static QueryResult result(String datacenter, PreparedQuery query, boolean found) {
    var instances = found ? List.of(CheckServiceNode.SHAPE.zero()) : List.<CheckServiceNode>of();
    return new QueryResult("web", instances, query.dns(), datacenter, "", 0, false);
  }

  private QueryResult run(String failover, boolean foundHere) throws Exception {
    var json = "{'Name':'q','Service':{'Service':'web','Failover':" + failover + "}}";
    var bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    var query = PreparedQuery.SHAPE.parseJson(bytes);
    var here = new QuerySelection.Selected(query, result("dc1", query, foundHere));
    var source = new QueryExecution.Source("n1", Optional.empty());
    return new FailoverRun("dc1", others)
        .complete(here, QueryExecution.of("q", source), ReadOptions.now(Caller.unrestricted()))
        .join();
  }

  private void answers(String datacenter, CompletableFuture<QueryResult> reply) {
    replies.put(datacenter, reply);
  }

  private void has(String datacenter) {
    var query = PreparedQuery.SHAPE.zero();
    answers(datacenter, CompletableFuture.completedFuture(result(datacenter, query, true)));
  }

  @Test
  void nobodyIsAskedWhenThereIsSomethingHere() throws Exception {
    assertThat(run("{'NearestN':2}", true).failovers()).isZero();
    assertThat(asked).isEmpty();
  }

  @Test
  void theNearestComeFirstThenThoseThatAreNamedEachOnce() throws Exception {
    var result = run("{'NearestN':2,'Datacenters':['dc4','dc2','dc1','nowhere']}", false);
    assertThat(asked).containsExactly("dc3", "dc2", "dc4");
    assertThat(result.failovers()).isEqualTo(3);
    assertThat(result.datacenter()).isEqualTo("dc4");
  }

  @Test
  void theFirstThatHasSomethingAnswers() throws Exception {
    has("dc2");
    var result = run("{'Datacenters':['dc4','dc2','dc3']}", false);
    assertThat(asked).containsExactly("dc4", "dc2");
    assertThat(result.failovers()).isEqualTo(2);
    assertThat(result.instances()).hasSize(1);
    assertThat(result.datacenter()).isEqualTo("dc2");
  }

  @Test
  void aDatacenterThatFailsIsPassed() throws Exception {
    answers("dc4", CompletableFuture.failedFuture(RequestException.noLeader()));
    has("dc2");
    assertThat(run("{'Datacenters':['dc4','dc2']}", false).datacenter()).isEqualTo("dc2");
  }

  @Test
  void peersHaveNothingAndUnknownPlacesDoNotCount() throws Exception {
    var result =
        run(
            "{'Targets':[{'Peer':'p1'},{'Datacenter':'dc1'},{},{'Datacenter':'nowhere'},"
                + "{'Peer':'p2','Datacenter':'dc3'},{'Peer':'p3'}]}",
            false);
    assertThat(asked).containsExactly("dc3");
    assertThat(result.failovers()).isEqualTo(3);
    assertThat(result.peer()).isEqualTo("p3");
    assertThat(result.datacenter()).isEmpty();
  }

  @Test
  void withoutOtherPlacesTheEmptyResultOfThisOneIsTheAnswer() throws Exception {
    var result = run("{'Datacenters':['dc1','nowhere']}", false);
    assertThat(result.failovers()).isZero();
    assertThat(result.datacenter()).isEqualTo("dc1");
  }
}
