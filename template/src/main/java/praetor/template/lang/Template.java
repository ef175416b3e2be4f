package praetor.template.lang;

import java.util.Map;
import java.util.Optional;

/** A template that was read, with those that it defines. Immutable, safe for any thread. */
public final class Template {
  private final String text;
  private final Map<String, Node.Items> trees;

  private Template(String text, Map<String, Node.Items> trees) {
    this.text = text;
    this.trees = Map.copyOf(trees);
  }

  /** Marks of actions. */
  public record Delimiters(String left, String right) {
    public static final Delimiters DEFAULT = new Delimiters("{{", "}}");
  }

  /**
   * Reads a template.
   *
   * @param functions those that it may call, besides {@code and}, {@code or} and {@code call}
   * @throws TemplateException Go's text: {@code template: :1: unclosed action}
   */
  public static Template parse(String text, Delimiters delimiters, Functions functions)
      throws TemplateException {
    try {
      var lexer = new Lexer(text, delimiters.left(), delimiters.right());
      return new Template(text, Parser.parse(lexer, functions::has));
    } catch (StackOverflowError tooDeep) {
      throw new TemplateException("template: :1: max expression depth exceeded");
    }
  }

  /** What is wrong with a text's syntax, whatever functions there may be. */
  public static Optional<String> syntaxFault(String text) {
    try {
      var lexer = new Lexer(text, Delimiters.DEFAULT.left(), Delimiters.DEFAULT.right());
      Parser.parse(lexer, _ -> true);
      return Optional.empty();
    } catch (TemplateException wrong) {
      return Optional.of(wrong.getMessage());
    }
  }

  /** What a run needs besides the template. */
  public record Setting(Functions functions, MissingKey missingKey) {}

  /** What a key is that a map does not have. Source: the option {@code missingkey} of Go's. */
  public enum MissingKey {
    /** Nothing, shown as {@code <no value>}. */
    NO_VALUE,
    /** The zero of the map's elements. */
    ZERO,
    ERROR
  }

  /**
   * Runs the template.
   *
   * @throws TemplateException Go's text: {@code template: :1:3: executing "" at <…>: …}
   */
  public String execute(Setting setting, Value data) throws TemplateException {
    return execute("", setting, data);
  }

  /** Runs the template, or one that it defines. */
  public String execute(String name, Setting setting, Value data) throws TemplateException {
    return new Evaluator(this, setting).run(name, data);
  }

  /** Whether it defines a template of that name. */
  public boolean defines(String name) {
    return trees.containsKey(name);
  }

  Optional<Node.Items> tree(String name) {
    return Optional.ofNullable(trees.get(name));
  }

  /** Line and column of a place, as error texts have them. */
  String location(int at) {
    var before = text.substring(0, Math.min(at, text.length()));
    int lineStart = before.lastIndexOf('\n') + 1;
    long line = 1 + before.chars().filter(c -> c == '\n').count();
    return ":" + line + ":" + GoText.length(before.substring(lineStart));
  }
}
