package praetor.agent.auto;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import praetor.agent.RequestException;
import praetor.agent.config.Settings;
import praetor.agent.rpc.call.AutoConfigCalls.Introduction;
import praetor.model.tls.EcKeys;
import praetor.model.tls.Pem;

/** Tokens that introduce agents; texts of Consul 1.21.4. */
class IntroductionsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String REFUSED = "Permission denied: Failed JWT authorization: ";

  private final KeyPair keys;

  IntroductionsTest() throws Exception {
    keys = EcKeys.generate();
  }

  private Introductions introductions(String assertion) throws IOException {
    Map<String, Object> rules =
        Map.of(
            "jwt_validation_pub_keys",
            List.of(Pem.text("PUBLIC KEY", keys.getPublic().getEncoded())),
            "bound_issuer",
            "tester",
            "bound_audiences",
            List.of("agents"),
            "claim_mappings",
            Map.of("node", "node_name"),
            "claim_assertions",
            List.of(assertion));
    return Introductions.of(
        new Settings(Map.of("auto_config", Map.of("authorization", Map.of("static", rules)))));
  }

  private Introductions introductions() throws IOException {
    return introductions("value.node_name == \"${node}\"");
  }

  private static String token(KeyPair keys, UnaryOperator<JWTClaimsSet.Builder> change)
      throws Exception {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("tester")
            .audience("agents")
            .issueTime(Date.from(NOW))
            .expirationTime(Date.from(NOW.plusSeconds(600)))
            .claim("node", "web-1");
    var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), change.apply(claims).build());
    jwt.sign(new ECDSASigner((ECPrivateKey) keys.getPrivate()));
    return jwt.serialize();
  }

  private static Introduction introduction(String node, String token) {
    return new Introduction("dc1", node, "", "", token, "");
  }

  private void refuses(UnaryOperator<JWTClaimsSet.Builder> change, String text) throws Exception {
    var all = introductions();
    var introduction = introduction("web-1", token(keys, change));
    assertThatThrownBy(() -> all.require(introduction, NOW))
        .isInstanceOf(RequestException.class)
        .hasMessage(text);
  }

  @Test
  void aGoodTokenLetsInTheAgentThatItNames() throws Exception {
    var good = token(keys, claims -> claims);
    assertThatCode(() -> introductions().require(introduction("web-1", good), NOW))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> introductions().require(introduction("web-2", good), NOW))
        .hasMessage("Permission denied: Failed JWT claim assertion");
  }

  @Test
  void whatATokenClaimsIsChecked() throws Exception {
    var invalid = REFUSED + "error validating claims: go-jose/go-jose/jwt: validation failed, ";
    refuses(claims -> claims.issuer("other"), invalid + "invalid issuer claim (iss)");
    refuses(
        claims -> claims.expirationTime(Date.from(NOW.minusSeconds(61))),
        invalid + "token is expired (exp)");
    refuses(
        claims -> claims.notBeforeTime(Date.from(NOW.plusSeconds(61))),
        invalid + "token not valid yet (nbf)");
    refuses(
        claims -> claims.audience("other"),
        REFUSED + "error validating claims: aud claim does not match any bound audience");
    refuses(
        claims -> claims.expirationTime(null).issueTime(null),
        REFUSED + "no issue time, notbefore, or expiration time encoded in token");
    refuses(claims -> claims.claim("node", null), "Permission denied: Failed JWT claim assertion");
  }

  @Test
  void aTokenOfAnotherKeyIsRefused() throws Exception {
    var forged = token(EcKeys.generate(), claims -> claims);
    assertThatThrownBy(() -> introductions().require(introduction("web-1", forged), NOW))
        .hasMessage(
            REFUSED
                + "error verifying token signature: no known key successfully validated the token"
                + " signature");
    assertThatThrownBy(() -> introductions().require(introduction("web-1", "a.b.c"), NOW))
        .hasMessageStartingWith(REFUSED + "error parsing token: ");
  }

  @Test
  void anUnsignedTokenIsRefused() {
    var unsigned = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJ0ZXN0ZXIifQ.";
    assertThatThrownBy(() -> introductions().require(introduction("web-1", unsigned), NOW))
        .hasMessageStartingWith(REFUSED);
  }

  @Test
  void aNameCannotChangeWhatIsAsserted() throws Exception {
    var good = token(keys, claims -> claims);
    var name = "web-2\" or value.node_name == \"web-1";
    assertThatThrownBy(() -> introductions().require(introduction(name, good), NOW))
        .hasMessage("Permission denied: invalid characters in a name");
  }

  @Test
  void anAssertionThatCannotBeReadIsToldAtTheStart() {
    assertThatThrownBy(() -> introductions("value.node_name == "))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "auto_config.authorization.static.claim_assertion \"value.node_name == \" is invalid:");
  }
}
