package praetor.model.hcl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import praetor.model.DecodeException;
import praetor.model.hcl.HclToken.Kind;

/**
 * Reads HCL 1 into plain values: maps, lists, text, {@link Long}, {@link Double}, {@link Boolean}.
 *
 * <p>A repeated plain key keeps its last value; a repeated block becomes a list of maps; a label
 * ({@code service "web" { }}) is one more level of map.
 *
 * <p>Source: HCL 1 syntax documentation; error texts observed on Consul 1.21.4.
 */
public final class HclParser {

  /** Deepest nesting; configuration needs six. */
  private static final int DEPTH_MAX = 200;

  private final HclLexer lexer;
  private HclToken token;
  private int depth;

  private HclParser(String text) throws DecodeException {
    lexer = new HclLexer(text);
    token = lexer.next();
  }

  /**
   * Reads a whole text.
   *
   * @throws DecodeException saying line and column
   */
  public static Map<String, Object> parse(String text) throws DecodeException {
    var parser = new HclParser(text);
    var root = parser.items(false);
    if (parser.token.kind() != Kind.EOF) {
      throw parser.expectedKey();
    }
    return root;
  }

  private Map<String, Object> items(boolean nested) throws DecodeException {
    var map = new LinkedHashMap<String, Object>();
    while (token.kind() != Kind.EOF && !(nested && token.kind() == Kind.RBRACE)) {
      item(map);
      if (token.kind() == Kind.COMMA) {
        advance();
      }
    }
    return map;
  }

  private void item(Map<String, Object> map) throws DecodeException {
    var keys = keys();
    var first = keys.getFirst();
    if (token.kind() == Kind.ASSIGN) {
      advance();
      add(map, first.text(), value());
      return;
    }
    Object block = object();
    for (var label : keys.subList(1, keys.size()).reversed()) {
      block = Map.of(label.text(), block);
    }
    add(map, first.text(), block);
  }

  private List<HclToken> keys() throws DecodeException {
    var keys = new ArrayList<HclToken>();
    while (token.kind() == Kind.IDENT || token.kind() == Kind.STRING || token.kind() == Kind.BOOL) {
      keys.add(token);
      advance();
    }
    switch (token.kind()) {
      case LBRACE, ASSIGN -> {
        if (keys.isEmpty()) {
          throw error(
              token,
              token.kind() == Kind.ASSIGN
                  ? "no object keys found!"
                  : "expected: IDENT | STRING got: " + token.kind());
        }
        if (keys.size() > 1 && token.kind() == Kind.ASSIGN) {
          throw error(token, "nested object expected: LBRACE got: ASSIGN");
        }
      }
      case EOF,
          IDENT,
          STRING,
          HEREDOC,
          NUMBER,
          FLOAT,
          BOOL,
          RBRACE,
          LBRACK,
          RBRACK,
          COMMA,
          ADD,
          SUB -> {
        if (keys.isEmpty()) {
          throw expectedKey();
        }
        throw error(
            token,
            "key '%s' expected start of object ('{') or assignment ('=')"
                .formatted(keys.getFirst().text()));
      }
    }
    return keys;
  }

  @SuppressWarnings("unchecked")
  private static void add(Map<String, Object> map, String key, Object value) {
    var before = map.get(key);
    boolean block = value instanceof Map || (before instanceof List && value instanceof List);
    boolean blockBefore = before instanceof Map || isListOfMaps(before);
    if (!block || !blockBefore) {
      map.put(key, value);
      return;
    }
    var all = new ArrayList<Object>();
    all.addAll(before instanceof List ? (List<Object>) before : List.of(before));
    all.addAll(value instanceof List ? (List<Object>) value : List.of(value));
    map.put(key, all);
  }

  private static boolean isListOfMaps(@Nullable Object value) {
    return value instanceof List<?> list
        && !list.isEmpty()
        && list.stream().allMatch(Map.class::isInstance);
  }

  private Object value() throws DecodeException {
    var here = token;
    return switch (here.kind()) {
      case STRING, HEREDOC -> {
        advance();
        yield here.text();
      }
      case BOOL -> {
        advance();
        yield here.text().equals("true");
      }
      case NUMBER -> {
        advance();
        yield integer(here.text());
      }
      case FLOAT -> {
        advance();
        yield fraction(here);
      }
      case LBRACE -> object();
      case LBRACK -> list();
      case EOF, IDENT, RBRACE, RBRACK, COMMA, ASSIGN, ADD, SUB ->
          throw error(
              here,
              "Unknown token: %d:%d %s %s"
                  .formatted(here.line(), here.column(), here.kind(), here.text()));
    };
  }

  private Map<String, Object> object() throws DecodeException {
    deeper();
    advance();
    var map = items(true);
    if (token.kind() != Kind.RBRACE) {
      throw atEnd(1, "object expected closing RBRACE got: " + token.kind());
    }
    advance();
    depth--;
    return map;
  }

  private List<Object> list() throws DecodeException {
    deeper();
    advance();
    var list = new ArrayList<Object>();
    while (token.kind() != Kind.RBRACK) {
      if (token.kind() == Kind.COMMA) {
        advance();
        continue;
      }
      list.add(value());
      if (token.kind() != Kind.COMMA && token.kind() != Kind.RBRACK) {
        throw atEnd(2, "error parsing list, expected comma or list end, got: " + token.kind());
      }
    }
    advance();
    depth--;
    return list;
  }

  private void deeper() throws DecodeException {
    if (++depth > DEPTH_MAX) {
      throw error(token, "blocks are nested deeper than " + DEPTH_MAX);
    }
  }

  private static Object integer(String text) throws DecodeException {
    try {
      return Long.decode(text);
    } catch (NumberFormatException unreadable) {
      throw new DecodeException("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
    }
  }

  private static Object fraction(HclToken number) throws DecodeException {
    try {
      return Double.valueOf(number.text());
    } catch (NumberFormatException unreadable) {
      throw new DecodeException(
          "strconv.ParseFloat: parsing \"" + number.text() + "\": invalid syntax");
    }
  }

  private void advance() throws DecodeException {
    token = lexer.next();
  }

  private DecodeException expectedKey() {
    return error(token, "expected: IDENT | STRING | ASSIGN | LBRACE got: " + token.kind());
  }

  /** HCL counts one column for each time it looks beyond the end. */
  private DecodeException atEnd(int looks, String message) {
    int beyond = token.kind() == Kind.EOF ? looks : 0;
    return new DecodeException(
        "At %d:%d: %s".formatted(token.line(), token.column() + beyond, message));
  }

  private static DecodeException error(HclToken at, String message) {
    return new DecodeException("At %d:%d: %s".formatted(at.line(), at.column(), message));
  }
}
