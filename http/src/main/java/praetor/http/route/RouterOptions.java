package praetor.http.route;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import praetor.agent.config.Cidr;
import praetor.http.Headers;

/**
 * What the configuration says about answers.
 *
 * @param defaultAclPolicy value of X-Consul-Default-Acl-Policy, asked at each request
 * @param responseHeaders {@code http_config.response_headers}
 * @param blockedEndpoints {@code http_config.block_endpoints}: prefixes of paths
 * @param allowWriteFrom {@code http_config.allow_write_http_from}; empty allows all
 * @param printablePathsOnly refuses other paths; off with {@code
 *     disable_http_unprintable_char_filter}
 * @param ui the web page, when it is on
 */
public record RouterOptions(
    Supplier<String> defaultAclPolicy,
    Headers responseHeaders,
    List<String> blockedEndpoints,
    List<Cidr> allowWriteFrom,
    boolean printablePathsOnly,
    Optional<Ui> ui) {
  public RouterOptions {
    blockedEndpoints = List.copyOf(blockedEndpoints);
    allowWriteFrom = List.copyOf(allowWriteFrom);
  }

  /**
   * The web page.
   *
   * @param contentPath where the page lives, with a slash at both ends: {@code
   *     ui_config.content_path}
   */
  public record Ui(String contentPath, QuickHandler handler) {}

  public static RouterOptions defaults() {
    return new RouterOptions(
        () -> "allow", Headers.EMPTY, List.of(), List.of(), true, Optional.empty());
  }
}
