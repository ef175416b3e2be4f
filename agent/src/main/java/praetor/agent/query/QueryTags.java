package praetor.agent.query;

import java.util.List;
import praetor.agent.read.Rows;

/** The tags that a prepared query asks for, and those that it does not want. */
record QueryTags(List<String> wanted, List<String> unwanted) {
  private static final String NOT = "!";

  static QueryTags of(List<String> tags) {
    return new QueryTags(
        tags.stream().filter(tag -> !tag.startsWith(NOT)).toList(),
        tags.stream()
            .filter(tag -> tag.startsWith(NOT))
            .map(tag -> tag.substring(NOT.length()))
            .toList());
  }

  /** Whether an instance with these tags is asked for; letters do not matter. */
  boolean fit(List<String> tags) {
    return Rows.hasTags(tags, wanted)
        && unwanted.stream().noneMatch(tag -> Rows.hasTags(tags, List.of(tag)));
  }
}
