package praetor.agent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.model.DecodeException;
import praetor.raft.Peer;

class PeersFileTest {
  private static List<Peer> parse(String json) throws DecodeException {
    return PeersFile.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void serversAreNamedById() throws Exception {
    assertThat(
            parse(
                """
                [{"id": "a1", "address": "10.0.0.1:8300", "non_voter": false},
                 {"id": "b2", "address": "10.0.0.2:8300", "non_voter": true}]
                """))
        .containsExactly(Peer.voter("a1"), Peer.learner("b2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "[1]",
        "[{}]",
        "[{\"id\": \"\"}]",
        "[{\"id\": \"a\", \"non_voter\": true}]",
        "[\"10.0.0.1:8300\"]",
        "[{\"id\": \"a\"}"
      })
  void anythingElseIsRefused(String json) {
    assertThatThrownBy(() -> parse(json)).isInstanceOf(DecodeException.class);
  }
}
