package praetor.agent.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;

/** Decisions and texts of Consul 1.21.4. */
class AuthorizationTest {
  private static final String WEB = "spiffe://x.consul/ns/default/dc/dc1/svc/web";

  private static Authorization.Decision decide(String target, String uri, String intentionPolicy) {
    var defaults = new Authorization.Defaults(intentionPolicy, "allow");
    return new Authorization(target, uri, "").decide(Caller.unrestricted(), defaults);
  }

  @Test
  void withoutIntentionsTheDefaultDecides() {
    assertThat(decide("db", WEB, ""))
        .isEqualTo(new Authorization.Decision(true, "Default behavior configured by ACLs"));
    assertThat(decide("db", WEB, "deny"))
        .isEqualTo(new Authorization.Decision(false, "Default intention policy"));
    assertThat(decide("db", WEB, "allow"))
        .isEqualTo(new Authorization.Decision(true, "Default intention policy"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'', '', Target service must be specified",
        "db, '', ClientCertURI not a valid Connect identifier",
        "db, bogus, ClientCertURI not a valid Connect identifier",
        "db, spiffe://x.consul, ClientCertURI not a valid Service identifier"
      })
  void theFirstMistakeIsTold(String target, String uri, String mistake) {
    assertThatThrownBy(() -> decide(target, uri, ""))
        .isInstanceOf(RequestException.class)
        .hasMessage(mistake);
  }
}
