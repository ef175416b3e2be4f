package praetor.agent.auto;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.map;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import praetor.agent.RequestException;
import praetor.agent.config.Settings;
import praetor.agent.read.RowFilter;
import praetor.agent.rpc.call.AutoConfigCalls.Introduction;
import praetor.model.codec.Shape;
import praetor.model.interpolation.Interpolation;
import praetor.model.interpolation.InterpolationException;
import praetor.model.interpolation.Scope;

/**
 * Who may have a configuration: an agent with a good token of which everything is true that the
 * operator wants. Safe for any thread.
 *
 * <p>Source: texts of Consul 1.21.4.
 */
final class Introductions {
  /** What assertions speak of. */
  private static final Shape<IntroTokens.Claims> CLAIMS =
      Shape.<IntroTokens.Claims>of("claims")
          .field("value", map(STRING), IntroTokens.Claims::values)
          .field("list", map(list(STRING)), IntroTokens.Claims::lists)
          .build(v -> new IntroTokens.Claims(v.next(), v.next()));

  /** Nothing that could end a text in an assertion. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.\\-]*");

  private final IntroTokens tokens;
  private final List<String> assertions;

  private Introductions(IntroTokens tokens, List<String> assertions) {
    this.tokens = tokens;
    this.assertions = assertions;
  }

  /**
   * Reads the block {@code auto_config.authorization}.
   *
   * @throws IOException one sentence: what cannot be used
   */
  static Introductions of(Settings all) throws IOException {
    var settings = AuthorizationSettings.of(all);
    var block = "auto_config.authorization.static";
    if (settings.keys().isEmpty()) {
      boolean remote =
          all.text(block + ".jwks_url").isPresent()
              || all.text(block + ".oidc_discovery_url").isPresent();
      throw new IOException(
          block
              + " has invalid configuration: "
              + (remote
                  ? "this version knows 'JWTValidationPubKeys' alone, not 'JWKSURL' and"
                      + " 'OIDCDiscoveryURL'"
                  : "exactly one of 'JWTValidationPubKeys', 'JWKSURL', or 'OIDCDiscoveryURL' must"
                      + " be set for type \"jwt\""));
    }
    try {
      var introductions = new Introductions(IntroTokens.of(settings), settings.assertions());
      introductions.checkAssertions();
      return introductions;
    } catch (GeneralSecurityException e) {
      throw new IOException(block + " has invalid configuration: " + e.getMessage(), e);
    }
  }

  private void checkAssertions() throws IOException {
    for (var assertion : assertions) {
      try {
        RowFilter.of(filled(assertion, new Introduction("", "", "", "", "", "")), CLAIMS).check();
      } catch (RequestException | InterpolationException e) {
        throw new IOException(
            "auto_config.authorization.static.claim_assertion \"%s\" is invalid: %s"
                .formatted(assertion, e.getMessage()),
            e);
      }
    }
  }

  private static String filled(String assertion, Introduction introduction)
      throws InterpolationException {
    var variables =
        Map.of(
            "node", introduction.node(),
            "segment", introduction.segment(),
            "partition", introduction.partition());
    return Interpolation.parse(assertion).evaluate(new Scope(variables, Map.of()));
  }

  /**
   * Lets an agent in.
   *
   * @throws RequestException it may not
   */
  void require(Introduction introduction, Instant now) {
    for (var name :
        List.of(introduction.node(), introduction.segment(), introduction.partition())) {
      if (!NAME.matcher(name).matches()) {
        throw new RequestException(403, "Permission denied: invalid characters in a name");
      }
    }
    var claims = tokens.check(introduction.token(), now);
    for (var assertion : assertions) {
      if (!holds(assertion, introduction, claims)) {
        throw new RequestException(403, "Permission denied: Failed JWT claim assertion");
      }
    }
  }

  private static boolean holds(
      String assertion, Introduction introduction, IntroTokens.Claims claims) {
    try {
      var filter = RowFilter.of(filled(assertion, introduction), CLAIMS);
      return !filter.keep(List.of(claims)).isEmpty();
    } catch (InterpolationException e) {
      throw RequestException.failed(String.valueOf(e.getMessage()));
    }
  }
}
