package praetor.agent.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.model.codec.JsonValue;

/** Decisions and texts of Consul 1.21.4. */
class AuthorizationTest {
  private static final String WEB = "spiffe://x.consul/ns/default/dc/dc1/svc/web";

  private static Authorization.Decision decide(
      String target, String uri, String intentionPolicy, Intention... intentions) {
    var defaults = new Authorization.Defaults(intentionPolicy, "allow");
    var client = new Authorization(target, uri, "").client(Caller.unrestricted());
    return Authorization.decide(client, List.of(intentions), defaults);
  }

  private static Intention intention(String source, String peer, String action, int precedence) {
    List<JsonValue> permissions = action.isEmpty() ? List.of(new JsonValue.Str("one")) : List.of();
    return new Intention("default", source, peer, "default", "db", action, permissions, precedence);
  }

  @Test
  void theMostPreciseIntentionDecides() {
    var everybody = intention("*", "", "deny", 8);
    assertThat(decide("db", WEB, "", intention("web", "", "allow", 9), everybody))
        .isEqualTo(
            new Authorization.Decision(
                true,
                "Matched L4 intention: default/web => default/db (Precedence: 9, Action: ALLOW)"));
    assertThat(decide("db", WEB, "allow", intention("y", "", "allow", 9), everybody))
        .isEqualTo(
            new Authorization.Decision(
                false,
                "Matched L4 intention: default/* => default/db (Precedence: 8, Action: DENY)"));
  }

  @Test
  void whatDependsOnTheRequestIsDeniedToTheConnection() {
    assertThat(decide("db", WEB, "", intention("web", "", "", 9)))
        .isEqualTo(
            new Authorization.Decision(
                false,
                "Matched L7 intention: default/web => default/db (Precedence: 9, Permissions: 1)"));
  }

  @Test
  void anIntentionForThePeersServiceIsNotForOurs() {
    assertThat(decide("db", WEB, "", intention("web", "east", "deny", 9)).authorized()).isTrue();
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
