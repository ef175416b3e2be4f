package praetor.registrator.backend;

/**
 * Where a registry is: {@code consul://host:8500}, {@code consulkv://host:8500/prefix}, {@code
 * consulkv-unix:///run/consul.sock:/prefix}; {@code consul:} alone means the usual place.
 *
 * @param authority host and port, or the path of a socket; empty for the usual place
 * @param prefix below which entries are written, without slashes around it
 */
public record RegistryUri(String text, String scheme, String authority, String prefix) {
  private static final String UNIX = "-unix";

  public static RegistryUri parse(String text) {
    int colon = text.indexOf(':');
    var scheme = colon < 0 ? "" : text.substring(0, colon);
    var rest = text.substring(colon + 1);
    var place = rest.startsWith("//") ? rest.substring(2) : rest;
    return scheme.endsWith(UNIX)
        ? split(text, scheme, place, place.indexOf(':'))
        : split(text, scheme, place, place.indexOf('/'));
  }

  private static RegistryUri split(String text, String scheme, String place, int end) {
    var authority = end < 0 ? place : place.substring(0, end);
    var prefix = end < 0 ? "" : place.substring(end + 1);
    return new RegistryUri(text, scheme, authority, withoutSlashes(prefix));
  }

  private static String withoutSlashes(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) == '/') {
      from++;
    }
    while (from < to && text.charAt(to - 1) == '/') {
      to--;
    }
    return text.substring(from, to);
  }

  public boolean isUnix() {
    return scheme.endsWith(UNIX);
  }

  /** The host and port, or the usual ones. */
  public String authorityOr(String usual) {
    return authority.isEmpty() ? usual : authority;
  }
}
