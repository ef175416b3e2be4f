package praetor.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import praetor.model.DecodeException;
import praetor.model.PreparedQuery;
import praetor.model.QueryTemplateOptions;
import praetor.model.ServiceQuery;
import praetor.model.interpolation.Interpolation;
import praetor.model.interpolation.InterpolationException;
import praetor.model.interpolation.Scope;
import praetor.model.regex.GoRegex;

/**
 * A prepared query that is filled in with the name it is asked for by. Immutable.
 *
 * <p>Source: "Prepared Query Templates" in the documentation of Consul's API; texts of Consul
 * 1.21.4.
 */
final class QueryTemplate {
  private final PreparedQuery query;
  private final Map<String, Interpolation> texts;
  private final Optional<GoRegex> regexp;

  private QueryTemplate(
      PreparedQuery query, Map<String, Interpolation> texts, Optional<GoRegex> regexp) {
    this.query = query;
    this.texts = texts;
    this.regexp = regexp;
  }

  /** Reads a template and tries it with its own name. */
  static QueryTemplate compile(PreparedQuery query) throws TemplateException {
    var options = query.template();
    if (!options.type().equals(QueryTemplateOptions.NAME_PREFIX_MATCH)) {
      throw new TemplateException("Bad Template.Type '" + options.type() + "'");
    }
    var texts = read(query.service());
    var template = new QueryTemplate(query, texts, regexp(options.regexp()));
    template.filledIn(query.name());
    return template;
  }

  private static Map<String, Interpolation> read(ServiceQuery service) throws TemplateException {
    Map<String, Interpolation> texts = new HashMap<>();
    QueryTexts.rewritten(
        service,
        (path, text) -> {
          texts.put(path, read(path, text));
          return text;
        });
    return texts;
  }

  private static Interpolation read(String path, String text) throws TemplateException {
    try {
      return Interpolation.parse(text);
    } catch (InterpolationException e) {
      throw new TemplateException(
          "Bad format '%s' in %s: %s".formatted(text, path, e.getMessage()));
    }
  }

  private static Optional<GoRegex> regexp(String expression) throws TemplateException {
    if (expression.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(GoRegex.compile(expression));
    } catch (DecodeException e) {
      throw new TemplateException("Bad Regexp: " + e.getMessage());
    }
  }

  /** The query for a name. */
  PreparedQuery filledIn(String name) throws TemplateException {
    var scope = scope(name);
    var service =
        QueryTexts.rewritten(query.service(), (path, text) -> evaluated(path, text, scope));
    return query.withService(
        query.template().removeEmptyTags() ? withoutEmptyTags(service) : service);
  }

  private Scope scope(String name) {
    var prefix = query.name();
    var suffix = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    return new Scope(
        Map.of(
            "name.full",
            name,
            "name.prefix",
            prefix,
            "name.suffix",
            suffix,
            // Segments belong to the Enterprise edition.
            "agent.segment",
            ""),
        Map.of("match", groups(name)));
  }

  private LongFunction<String> groups(String name) {
    var groups = regexp.map(expression -> expression.firstMatch(name)).orElse(List.of());
    return number -> number >= 0 && number < groups.size() ? groups.get((int) number) : "";
  }

  private String evaluated(String path, String text, Scope scope) throws TemplateException {
    try {
      return Objects.requireNonNull(texts.get(path)).evaluate(scope);
    } catch (InterpolationException e) {
      throw new TemplateException(
          "Bad evaluation for '%s' in %s: %s".formatted(text, path, e.getMessage()));
    }
  }

  private static ServiceQuery withoutEmptyTags(ServiceQuery service) {
    var tags = service.tags().orElse(List.of());
    return service.withTags(tags.stream().filter(tag -> !tag.isEmpty()).toList());
  }
}
