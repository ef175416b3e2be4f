package praetor.registrator.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import praetor.client.ClientConfig;
import praetor.client.ConsulClient;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;
import praetor.registrator.backend.ConsulBackend;

/** What an agent is sent about a container that has a HEALTHCHECK. */
class SentHealthTest {
  private static ServiceEntry service(Optional<ServiceCheck> check) {
    var health = Optional.of(new Health("critical", "HEALTHCHECK: unhealthy"));
    return new ServiceEntry(
        "h:web:80", "c", "web", List.of(), Map.of(), "", 80, false, check, health);
  }

  private static List<JsonValue> sent(ServiceEntry service) throws Exception {
    var sent = new SentBodies();
    new ConsulBackend(new ConsulClient(sent, ClientConfig.local(1))).register(service);
    return sent.bodies();
  }

  private static JsonValue json(String text) throws Exception {
    return JsonReader.readWhole(text.replace('\'', '"').getBytes(UTF_8));
  }

  @Test
  void theServiceComesWithItsCheck() throws Exception {
    assertThat(sent(service(Optional.empty())))
        .containsExactly(
            json(
                """
                {'ID':'h:web:80','Name':'web','Tags':[],'Port':80,'Address':'','Meta':{},
                 'Checks':[{'CheckID':'healthcheck:h:web:80','Name':'Docker HEALTHCHECK',
                            'TTL':'10m','Status':'critical'}]}
                """),
            json("{'Status':'critical','Output':'HEALTHCHECK: unhealthy'}"));
  }

  @Test
  void anotherCheckKeepsTheNameThatItHasAlone() throws Exception {
    var check = new ServiceCheck("tcp", Map.of("TCP", new JsonValue.Str("10.0.0.1:80")));
    assertThat(sent(service(Optional.of(check))).getFirst())
        .isEqualTo(
            json(
                """
                {'ID':'h:web:80','Name':'web','Tags':[],'Port':80,'Address':'','Meta':{},
                 'Check':{'TCP':'10.0.0.1:80','CheckID':'service:h:web:80'},
                 'Checks':[{'CheckID':'healthcheck:h:web:80','Name':'Docker HEALTHCHECK',
                            'TTL':'10m','Status':'critical'}]}
                """));
  }
}
