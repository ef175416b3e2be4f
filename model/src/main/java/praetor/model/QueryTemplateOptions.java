package praetor.model;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/**
 * Makes a prepared query answer for more names than its own.
 *
 * @param type empty for an ordinary query, else {@link #NAME_PREFIX_MATCH}
 * @param regexp run over the name that is asked for; its groups are {@code match(n)}
 * @param removeEmptyTags whether tags that come to nothing are left out
 */
public record QueryTemplateOptions(String type, String regexp, boolean removeEmptyTags) {
  public static final Shape<QueryTemplateOptions> SHAPE =
      Shape.<QueryTemplateOptions>of("structs.QueryTemplateOptions")
          .field("Type", STRING, QueryTemplateOptions::type)
          .field("Regexp", STRING, QueryTemplateOptions::regexp)
          .field("RemoveEmptyTags", BOOL, QueryTemplateOptions::removeEmptyTags)
          .build(v -> new QueryTemplateOptions(v.next(), v.next(), v.next()));

  /** Answers for every name that begins with the query's. */
  public static final String NAME_PREFIX_MATCH = "name_prefix_match";
}
