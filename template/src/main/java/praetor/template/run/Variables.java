package praetor.template.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import praetor.template.config.Settings.EnvironmentSettings;
import praetor.template.config.Settings.PrefixSettings;
import praetor.template.lang.ListValue;
import praetor.template.lang.StructValue;
import praetor.template.lang.Value;

/**
 * Keys as environment variables; of equal names the later prefix counts.
 *
 * <p>Source: documentation of envconsul.
 */
final class Variables {
  private Variables() {}

  /**
   * The variables of all prefixes.
   *
   * @param answers the pairs of each prefix, in the same order
   */
  static Map<String, String> of(
      List<PrefixSettings> prefixes, List<Value> answers, EnvironmentSettings settings) {
    var variables = new TreeMap<String, String>();
    for (int i = 0; i < prefixes.size(); i++) {
      if (answers.get(i) instanceof ListValue pairs) {
        for (var each : pairs.elements()) {
          if (each instanceof StructValue pair) {
            add(variables, prefixes.get(i), pair, settings);
          }
        }
      }
    }
    return variables;
  }

  private static void add(
      Map<String, String> variables,
      PrefixSettings prefix,
      StructValue pair,
      EnvironmentSettings settings) {
    var key = pair.text("Key");
    // Neither a folder nor a text with a zero byte can be a variable.
    if (key.isBlank() || key.endsWith("/") || pair.text("Value").indexOf('\0') >= 0) {
      return;
    }
    var name = name(prefix, key, settings);
    if (!name.isEmpty() && name.indexOf('=') < 0 && name.indexOf('\0') < 0) {
      variables.put(name, pair.text("Value"));
    }
  }

  private static String name(PrefixSettings prefix, String key, EnvironmentSettings settings) {
    var name = key;
    if (prefix.noPrefix().isPresent() && !prefix.noPrefix().get()) {
      name = prefix.path().replaceAll("@.*$", "").replace('/', '_') + "_" + name;
    }
    if (prefix.format().isPresent()) {
      name =
          prefix
              .format()
              .get()
              .replaceAll("\\{\\{\\s*key\\s*}}", java.util.regex.Matcher.quoteReplacement(name));
    }
    if (settings.sanitize()) {
      name = name.replaceAll("[^a-zA-Z0-9_]", "_");
    }
    return settings.upcase() ? name.toUpperCase(Locale.ROOT) : name;
  }
}
