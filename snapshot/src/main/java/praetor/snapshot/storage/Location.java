package praetor.snapshot.storage;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a store is: {@code file:///backups}, {@code s3://bucket/prefix?region=eu-west-1}, {@code
 * gs://bucket/prefix}, {@code azblob://account/container/prefix}. What has no scheme is a folder.
 *
 * @param scheme in lower case
 * @param authority bucket, account; empty for a folder
 * @param path without slash at its beginning and end, but for a folder, which it names as written
 * @param options settings by name, those behind the question mark and those given beside it;
 *     secrets among them never show
 * @param environment variables that a backend may read settings and credentials from
 */
public record Location(
    String scheme,
    String authority,
    String path,
    Map<String, String> options,
    Map<String, String> environment) {

  public Location {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
    environment = Map.copyOf(environment);
  }

  /**
   * Reads a location.
   *
   * @throws IOException it is none; a sentence for people
   */
  public static Location parse(String text, Map<String, String> environment) throws IOException {
    int scheme = text.indexOf("://");
    if (scheme < 0) {
      return folder(text, environment);
    }
    var name = text.substring(0, scheme).toLowerCase(Locale.ROOT);
    var rest = text.substring(scheme + "://".length());
    if (name.equals(FileBackend.SCHEME)) {
      return folder(decoded(rest), environment);
    }
    int question = rest.indexOf('?');
    var place = question < 0 ? rest : rest.substring(0, question);
    int slash = place.indexOf('/');
    var authority = slash < 0 ? place : place.substring(0, slash);
    if (authority.isEmpty()) {
      throw new IOException("\"" + text + "\" does not say where: expected " + name + "://NAME");
    }
    return new Location(
        name,
        decoded(authority),
        trimmed(decoded(slash < 0 ? "" : place.substring(slash))),
        options(question < 0 ? "" : rest.substring(question + 1)),
        environment);
  }

  /** A folder of this machine. */
  public static Location folder(String path, Map<String, String> environment) {
    return new Location(FileBackend.SCHEME, "", path, Map.of(), environment);
  }

  private static Map<String, String> options(String query) {
    var options = new HashMap<String, String>();
    for (var pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        options.put(
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "true" : decoded(pair.substring(equals + 1)));
      }
    }
    return options;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String trimmed(String path) {
    int start = 0;
    int end = path.length();
    while (start < end && path.charAt(start) == '/') {
      start++;
    }
    while (end > start && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(start, end);
  }

  /** The same place with more settings; those with an empty value are as if not given. */
  public Location with(Map<String, String> more) {
    var all = new HashMap<>(options);
    more.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            all.put(name, value);
          }
        });
    return new Location(scheme, authority, path, all, environment);
  }

  /** A setting; empty when it is not given or says nothing. */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name)).filter(value -> !value.isEmpty());
  }

  /** Whether a setting is switched on. */
  public boolean isOn(String name) {
    return option(name).filter(value -> value.equals("true") || value.equals("1")).isPresent();
  }

  /** An environment variable; empty when it is not set or says nothing. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** The place of an object of this name below the path. */
  public String key(String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  /** For people: without options, some of which are secret. */
  @Override
  public String toString() {
    return scheme + "://" + authority + (authority.isEmpty() || path.isEmpty() ? "" : "/") + path;
  }
}
