package praetor.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.net.RawHttp;
import praetor.testkit.net.RawRequest;

class AclHandlersIT {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void withoutAccessControlItsCallsAreRefused() throws Exception {
    try (var server = TestServer.start(folder)) {
      var http = new RawHttp(server.uri(), ANSWER_MAX);
      for (var path : new String[] {"tokens", "token/self", "policy/name/a", "role/a"}) {
        var answer = http.send(RawRequest.of("GET", "/v1/acl/" + path));
        assertThat(answer.status()).as(path).isEqualTo(401);
        assertThat(answer.text()).as(path).isEqualTo("ACL support disabled");
      }
      var patch = http.send(RawRequest.of("PATCH", "/v1/acl/token/a"));
      assertThat(patch.status()).isEqualTo(405);
      assertThat(patch.header("Allow")).contains("OPTIONS,GET,PUT,DELETE");
      // A call of the ACLs before Consul 1.4.
      assertThat(http.send(RawRequest.of("GET", "/v1/acl/list")).status()).isEqualTo(404);
    }
  }
}
