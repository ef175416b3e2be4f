package praetor.gossip.serf;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import praetor.gossip.wire.FieldReader;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.regex.GoRegex;

/** Decides whom a query means. */
final class QueryFilter {
  /** Type byte of a list of node names. */
  static final int NODES = 0;

  /** Type byte of an expression on a tag. */
  static final int TAG = 1;

  /** Longer expressions are refused: whoever compiles one works in step with its length. */
  private static final int EXPRESSION_MAX_CHARS = 1_024;

  private QueryFilter() {}

  /** Whether a member with that name and these tags passes all filters. */
  static boolean passes(List<Bytes> filters, String node, Map<String, String> tags)
      throws DecodeException {
    for (var filter : filters) {
      if (!passes(filter, node, tags)) {
        return false;
      }
    }
    return true;
  }

  private static boolean passes(Bytes filter, String node, Map<String, String> tags)
      throws DecodeException {
    if (filter.isEmpty()) {
      throw new DecodeException("empty query filter");
    }
    var buffer = ByteBuffer.wrap(filter.array());
    int type = buffer.get() & 0xff;
    var in = new FieldReader(buffer);
    return switch (type) {
      case NODES -> contains(in, node);
      case TAG -> matches(in, tags);
      default -> throw new DecodeException("query has unknown filter type: " + type);
    };
  }

  private static boolean contains(FieldReader in, String node) throws DecodeException {
    int names = in.listHeader();
    for (int i = 0; i < names; i++) {
      if (in.text().equals(node)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(FieldReader in, Map<String, String> tags) throws DecodeException {
    var found = new String[] {"", ""};
    in.map(
        name -> {
          switch (name) {
            case "Tag" -> found[0] = in.text();
            case "Expr" -> found[1] = in.text();
            default -> in.skip();
          }
        });
    return pattern(found[1]).matches(tags.getOrDefault(found[0], ""));
  }

  private static GoRegex pattern(String expression) throws DecodeException {
    if (expression.length() > EXPRESSION_MAX_CHARS) {
      throw new DecodeException("query filter is longer than " + EXPRESSION_MAX_CHARS);
    }
    return GoRegex.compile(expression);
  }
}
