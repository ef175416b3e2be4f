package praetor.agent.config;

import java.util.List;
import java.util.Map;

/**
 * The {@code http_config} block, and how unix sockets are made.
 *
 * @param blockEndpoints path prefixes that are refused with 403
 * @param allowWriteFrom networks whose clients may write; empty allows all
 * @param maxHeaderBytes 0 keeps the server's own limit
 * @param enableDebug serves {@code /debug/}
 * @param prettyByDefault {@code -dev} indents every answer
 */
public record HttpConfig(
    Map<String, String> responseHeaders,
    List<String> blockEndpoints,
    List<String> allowWriteFrom,
    int maxHeaderBytes,
    boolean useCache,
    boolean disableUnprintableCharFilter,
    boolean enableDebug,
    boolean prettyByDefault,
    UnixSocket unixSocket) {

  /** Owner and mode of unix sockets; empty texts leave them as created. */
  public record UnixSocket(String user, String group, String mode) {}

  public HttpConfig {
    responseHeaders = Map.copyOf(responseHeaders);
    blockEndpoints = List.copyOf(blockEndpoints);
    allowWriteFrom = List.copyOf(allowWriteFrom);
  }
}
