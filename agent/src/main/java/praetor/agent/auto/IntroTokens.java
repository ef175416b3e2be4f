package praetor.agent.auto;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import praetor.agent.RequestException;
import praetor.model.tls.Pem;

/**
 * Checks the tokens that introduce agents: signed by one of the known keys, by the right issuer,
 * for one of the audiences, and at its time. Safe for any thread.
 *
 * <p>Source: texts of Consul 1.21.4; its documentation of the JWT auth method for the leeways.
 */
final class IntroTokens {
  private static final String REFUSED = "Permission denied: Failed JWT authorization: ";
  private static final String INVALID =
      REFUSED + "error validating claims: go-jose/go-jose/jwt: validation failed, ";

  private final List<PublicKey> keys;
  private final AuthorizationSettings settings;

  /** What a token says, by the names that the configuration gives it. */
  record Claims(Map<String, String> values, Map<String, List<String>> lists) {
    Claims {
      values = Map.copyOf(values);
      lists = Map.copyOf(lists);
    }
  }

  private IntroTokens(List<PublicKey> keys, AuthorizationSettings settings) {
    this.keys = List.copyOf(keys);
    this.settings = settings;
  }

  /**
   * Reads the keys.
   *
   * @throws GeneralSecurityException one of them cannot be read
   */
  static IntroTokens of(AuthorizationSettings settings) throws GeneralSecurityException {
    var keys = new ArrayList<PublicKey>();
    for (int i = 0; i < settings.keys().size(); i++) {
      keys.add(key(i, settings.keys().get(i)));
    }
    return new IntroTokens(keys, settings);
  }

  private static PublicKey key(int place, String pem) throws GeneralSecurityException {
    var der = Pem.block("PUBLIC KEY", pem);
    for (var algorithm : List.of("EC", "RSA")) {
      var key = der.isPresent() ? key(algorithm, der.get()) : Optional.<PublicKey>empty();
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw new GeneralSecurityException(
        "error parsing public key JWTValidationPubKeys["
            + place
            + "]: data does not contain any valid RSA, ECDSA, or ED25519 public keys");
  }

  private static Optional<PublicKey> key(String algorithm, byte[] der)
      throws GeneralSecurityException {
    try {
      var spec = new X509EncodedKeySpec(der);
      return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(spec));
    } catch (InvalidKeySpecException anotherAlgorithm) {
      return Optional.empty();
    }
  }

  /**
   * Checks a token.
   *
   * @throws RequestException it is refused
   */
  Claims check(String token, Instant now) {
    try {
      var jwt = SignedJWT.parse(token);
      requireSignature(jwt);
      var claims = jwt.getJWTClaimsSet();
      requireIssuer(claims);
      requireTime(claims, now);
      requireAudience(claims);
      return named(claims);
    } catch (ParseException e) {
      throw refused("error parsing token: " + e.getMessage());
    }
  }

  private static RequestException refused(String why) {
    return new RequestException(403, REFUSED + why);
  }

  private void requireSignature(SignedJWT jwt) {
    var algorithm = jwt.getHeader().getAlgorithm().getName();
    if (!settings.algorithms().contains(algorithm)) {
      throw refused(
          "error verifying token: unexpected signature algorithm \""
              + algorithm
              + "\"; expected "
              + settings.algorithms());
    }
    if (keys.stream().noneMatch(key -> isSignedWith(jwt, key))) {
      throw refused(
          "error verifying token signature: no known key successfully validated the token"
              + " signature");
    }
  }

  private static boolean isSignedWith(SignedJWT jwt, PublicKey key) {
    try {
      JWSVerifier verifier =
          key instanceof ECPublicKey ec
              ? new ECDSAVerifier(ec)
              : new RSASSAVerifier((RSAPublicKey) key);
      return verifier.supportedJWSAlgorithms().contains(jwt.getHeader().getAlgorithm())
          && jwt.verify(verifier);
    } catch (JOSEException unusable) {
      return false;
    }
  }

  private void requireIssuer(JWTClaimsSet claims) {
    if (!settings.issuer().isEmpty() && !settings.issuer().equals(claims.getIssuer())) {
      throw new RequestException(403, INVALID + "invalid issuer claim (iss)");
    }
  }

  private void requireTime(JWTClaimsSet claims, Instant now) {
    var issued = instant(claims.getIssueTime());
    var begins = instant(claims.getNotBeforeTime());
    var ends = instant(claims.getExpirationTime());
    if (Stream.of(issued, begins, ends).allMatch(Optional::isEmpty)) {
      throw refused("no issue time, notbefore, or expiration time encoded in token");
    }
    var latest = Stream.of(issued, begins).flatMap(Optional::stream).max(Instant::compareTo);
    var end = ends.or(() -> latest.map(time -> time.plus(settings.expirationLeeway())));
    var begin =
        begins.or(() -> issued).or(() -> ends.map(t -> t.minus(settings.notBeforeLeeway())));
    Duration skew = settings.clockSkew();
    if (end.filter(time -> now.isAfter(time.plus(skew))).isPresent()) {
      throw new RequestException(403, INVALID + "token is expired (exp)");
    }
    if (begin.filter(time -> now.isBefore(time.minus(skew))).isPresent()) {
      throw new RequestException(403, INVALID + "token not valid yet (nbf)");
    }
  }

  private static Optional<Instant> instant(@Nullable Date date) {
    return Optional.ofNullable(date).map(Date::toInstant);
  }

  private void requireAudience(JWTClaimsSet claims) {
    var audience = claims.getAudience();
    if (settings.audiences().isEmpty() && !audience.isEmpty()) {
      throw refused(
          "error validating claims: audience claim found in JWT but no audiences are bound");
    }
    boolean fits =
        settings.audiences().isEmpty()
            || audience.stream().anyMatch(settings.audiences()::contains);
    if (!fits) {
      throw refused("error validating claims: aud claim does not match any bound audience");
    }
  }

  private Claims named(JWTClaimsSet claims) {
    Map<String, String> values = new HashMap<>();
    settings
        .mappings()
        .forEach(
            (claim, name) -> {
              var value = claims.getClaim(claim);
              if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                values.put(name, value.toString());
              }
            });
    Map<String, List<String>> lists = new TreeMap<>();
    settings
        .listMappings()
        .forEach(
            (claim, name) -> {
              if (claims.getClaim(claim) instanceof List<?> list) {
                lists.put(name, list.stream().map(String::valueOf).toList());
              }
            });
    return new Claims(values, lists);
  }
}
