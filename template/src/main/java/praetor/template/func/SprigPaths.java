package praetor.template.func;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoQuote;
import praetor.template.lang.MapValue;
import praetor.template.lang.Param;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/** sprig's functions for paths and URLs. */
final class SprigPaths {
  private SprigPaths() {}

  static List<Function> all() {
    var all = new ArrayList<Function>();
    for (var prefix : List.of("", "os")) {
      all.add(Texts.one(named(prefix, "base"), SprigPaths::base));
      all.add(Texts.one(named(prefix, "dir"), SprigPaths::dir));
      all.add(Texts.one(named(prefix, "clean"), SprigPaths::clean));
      all.add(Texts.one(named(prefix, "ext"), SprigPaths::ext));
      all.add(
          Function.of(
              named(prefix, "isAbs"),
              args -> Values.bool(Args.text(args, 0).startsWith("/")),
              Param.STRING));
    }
    all.add(Function.of("urlParse", SprigPaths::urlParse, Param.STRING));
    all.add(Function.of("urlJoin", SprigPaths::urlJoin, Param.MAP));
    return all;
  }

  private static String named(String prefix, String name) {
    return prefix.isEmpty()
        ? name
        : prefix + name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
  }

  private static String base(String path) {
    if (path.isEmpty()) {
      return ".";
    }
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return end == 0 ? "/" : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }

  private static String dir(String path) {
    return clean(path.substring(0, path.lastIndexOf('/') + 1));
  }

  /** Source: documentation of Go's path.Clean. */
  private static String clean(String path) {
    if (path.isEmpty()) {
      return ".";
    }
    boolean rooted = path.startsWith("/");
    var parts = new ArrayDeque<String>();
    for (var part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (!part.equals("..") || parts.isEmpty() && !rooted || "..".equals(parts.peekLast())) {
        parts.addLast(part);
      } else if (!parts.isEmpty()) {
        parts.removeLast();
      }
    }
    if (rooted) {
      parts.removeIf(part -> part.equals(".."));
    }
    var joined = String.join("/", parts);
    return rooted ? "/" + joined : joined.isEmpty() ? "." : joined;
  }

  private static String ext(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') ? path.substring(dot) : "";
  }

  private static Value urlParse(List<Value> args) throws FunctionException {
    var text = Args.text(args, 0);
    try {
      var url = new URI(text);
      var map = MapValue.ofAny();
      map.put("scheme", text(url.getScheme()));
      map.put("host", text(host(url)));
      map.put("hostname", text(url.getHost()));
      map.put("path", text(url.getPath()));
      map.put("query", text(url.getRawQuery()));
      map.put("opaque", text(url.isOpaque() ? url.getRawSchemeSpecificPart() : ""));
      map.put("fragment", text(url.getFragment()));
      map.put("userinfo", text(url.getRawUserInfo()));
      return map;
    } catch (URISyntaxException wrong) {
      throw new FunctionException(
          "unable to parse url: parse " + GoQuote.text(text, false) + ": " + wrong.getReason());
    }
  }

  private static Value text(@org.jspecify.annotations.Nullable String text) {
    return Values.text(Optional.ofNullable(text).orElse(""));
  }

  private static String host(URI url) {
    var authority = Optional.ofNullable(url.getRawAuthority()).orElse("");
    return authority.substring(authority.indexOf('@') + 1);
  }

  private static Value urlJoin(List<Value> args) {
    var map = Args.map(args, 0);
    var url = new StringBuilder();
    var scheme = part(map, "scheme");
    var host = part(map, "host");
    var user = part(map, "userinfo");
    url.append(scheme.isEmpty() ? "" : scheme + ":");
    if (!host.isEmpty() || !user.isEmpty()) {
      url.append("//").append(user.isEmpty() ? "" : user + "@").append(host);
    }
    url.append(part(map, "opaque")).append(part(map, "path"));
    var query = part(map, "query");
    var fragment = part(map, "fragment");
    url.append(query.isEmpty() ? "" : "?" + query);
    url.append(fragment.isEmpty() ? "" : "#" + fragment);
    return Values.text(url.toString());
  }

  private static String part(MapValue map, String key) {
    return map.get(key).map(SprigValues::text).orElse("");
  }
}
