package praetor.samples.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UpstreamsTest {
  @Test
  void upstreamBlocksAreReadAndTheRestIsPassedOver() {
    var upstreams =
        Upstreams.parse(
            """
            # upstream not { server 1.1.1.1:1; }
            upstream web {
              least_conn;
              server 10.0.0.1:80 weight=2 max_fails=3; # the big one
              server [2001:db8::1]:80;
            }
            upstream none {
            }
            server { listen 80; location / { proxy_pass http://web; } }
            """);
    assertThat(upstreams.of("web"))
        .containsExactly(new Server("10.0.0.1:80", 2), new Server("[2001:db8::1]:80", 1));
    assertThat(upstreams.services())
        .containsOnlyKeys("web", "none")
        .containsEntry("none", List.of());
    assertThat(upstreams.of("other")).isEmpty();
  }
}
