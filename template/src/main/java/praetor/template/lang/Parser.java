package praetor.template.lang;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import praetor.model.codec.GoStrings;
import praetor.template.lang.Node.Branch;
import praetor.template.lang.Node.Items;
import praetor.template.lang.Token.Kind;

/**
 * Reads tokens into the trees of a template and of those that it defines.
 *
 * <p>Source: documentation of Go's text/template; error texts of Go 1.26.
 */
final class Parser {
  /** Parentheses and blocks within each other; the stack bears more. */
  private static final int DEPTH_MAX = 1_000;

  private final Lexer lexer;
  private final Predicate<String> functions;
  private final Map<String, Items> trees = new LinkedHashMap<>();
  private final Deque<Token> pending = new ArrayDeque<>();
  private List<String> variables = new ArrayList<>(List.of("$"));
  private int rangeDepth;
  private int depth;
  private int actionLine;
  private int line = 1;

  private Parser(Lexer lexer, Predicate<String> functions) {
    this.lexer = lexer;
    this.functions = functions;
  }

  /**
   * Reads a whole text.
   *
   * @param functions whether there is a function of that name
   * @return trees by name; the text's own has the empty one
   */
  static Map<String, Items> parse(Lexer lexer, Predicate<String> functions)
      throws TemplateException {
    var parser = new Parser(lexer, functions);
    parser.text();
    return parser.trees;
  }

  private void text() throws TemplateException {
    var nodes = new ArrayList<Node>();
    int start = peek().at();
    while (!peek().is(Kind.END_OF_TEXT)) {
      if (peek().is(Kind.LEFT)) {
        var left = next();
        var word = nextNonSpace();
        if (word.is(Kind.DEFINE)) {
          definition();
          continue;
        }
        pending.push(word);
        pending.push(left);
      }
      var node = textOrAction();
      if (node instanceof Node.End || node instanceof Node.Else) {
        throw error("unexpected " + node);
      }
      nodes.add(node);
    }
    add("", new Items(start, List.copyOf(nodes)));
  }

  private void definition() throws TemplateException {
    var context = "define clause";
    var word = nextNonSpace();
    var name = templateName(word, context);
    expect(Kind.RIGHT, context);
    define(name, context);
  }

  /** A tree of its own: no variables of this one, no range around it. */
  private void define(String name, String context) throws TemplateException {
    var outer = variables;
    int outerRanges = rangeDepth;
    variables = new ArrayList<>(List.of("$"));
    rangeDepth = 0;
    var list = items();
    if (!(list.end() instanceof Node.End)) {
      throw error("unexpected " + list.end() + " in " + context);
    }
    add(name, list.items());
    variables = outer;
    rangeDepth = outerRanges;
  }

  private void add(String name, Items tree) throws TemplateException {
    var before = Optional.ofNullable(trees.get(name));
    if (before.isEmpty() || before.get().isBlank()) {
      trees.put(name, tree);
    } else if (!tree.isBlank()) {
      throw error("template: multiple definition of template " + GoStrings.quoted(name));
    }
  }

  /** Nodes, and what ended them. */
  private record Part(Items items, Node end) {}

  private Part items() throws TemplateException {
    if (++depth > DEPTH_MAX) {
      throw error("blocks are nested deeper than " + DEPTH_MAX);
    }
    int start = peekNonSpace().at();
    var nodes = new ArrayList<Node>();
    while (!peekNonSpace().is(Kind.END_OF_TEXT)) {
      var node = textOrAction();
      if (node instanceof Node.End || node instanceof Node.Else) {
        depth--;
        return new Part(new Items(start, List.copyOf(nodes)), node);
      }
      nodes.add(node);
    }
    throw error("unexpected EOF");
  }

  private Node textOrAction() throws TemplateException {
    var token = nextNonSpace();
    return switch (token.kind()) {
      case TEXT -> new Node.Plain(token.at(), token.text());
      case LEFT -> {
        actionLine = token.line();
        var action = action();
        actionLine = 0;
        yield action;
      }
      default -> throw unexpected(token, "input");
    };
  }

  private Node action() throws TemplateException {
    var token = nextNonSpace();
    return switch (token.kind()) {
      case BLOCK -> block();
      case BREAK -> {
        jump("{{break}}");
        yield new Node.Break(token.at());
      }
      case CONTINUE -> {
        jump("{{continue}}");
        yield new Node.Continue(token.at());
      }
      case ELSE -> otherwise();
      case END -> new Node.End(expect(Kind.RIGHT, "end").at());
      case IF -> branch(Branch.Kind.IF, "if");
      case RANGE -> branch(Branch.Kind.RANGE, "range");
      case WITH -> branch(Branch.Kind.WITH, "with");
      case TEMPLATE -> call();
      default -> {
        pending.push(token);
        yield new Node.Action(peek().at(), pipeline("command", Kind.RIGHT));
      }
    };
  }

  private void jump(String word) throws TemplateException {
    var token = nextNonSpace();
    if (!token.is(Kind.RIGHT)) {
      throw unexpected(token, word);
    }
    if (rangeDepth == 0) {
      throw error(word + " outside {{range}}");
    }
  }

  private Node otherwise() throws TemplateException {
    var peek = peekNonSpace();
    return peek.is(Kind.IF) || peek.is(Kind.WITH)
        ? new Node.Else(peek.at())
        : new Node.Else(expect(Kind.RIGHT, "else").at());
  }

  private Branch branch(Branch.Kind kind, String context) throws TemplateException {
    int known = variables.size();
    boolean range = kind == Branch.Kind.RANGE;
    var pipe = pipeline(context, Kind.RIGHT);
    rangeDepth += range ? 1 : 0;
    var body = items();
    rangeDepth -= range ? 1 : 0;
    var otherwise =
        body.end() instanceof Node.Else end ? elseOf(kind, end) : new Items(pipe.at(), List.of());
    variables.subList(known, variables.size()).clear();
    return new Branch(pipe.at(), kind, pipe, body.items(), otherwise);
  }

  private Items elseOf(Branch.Kind kind, Node.Else end) throws TemplateException {
    if (kind == Branch.Kind.IF && peek().is(Kind.IF)) {
      next();
      return new Items(end.at(), List.of(branch(kind, "if")));
    }
    if (kind == Branch.Kind.WITH && peek().is(Kind.WITH)) {
      next();
      return new Items(end.at(), List.of(branch(kind, "with")));
    }
    var list = items();
    if (!(list.end() instanceof Node.End)) {
      throw error("expected end; found " + list.end());
    }
    return list.items();
  }

  private Node block() throws TemplateException {
    var context = "block clause";
    var token = nextNonSpace();
    var name = templateName(token, context);
    var pipe = pipeline(context, Kind.RIGHT);
    define(name, context);
    return new Node.Call(token.at(), name, pipe);
  }

  private Node call() throws TemplateException {
    var context = "template clause";
    var token = nextNonSpace();
    var name = templateName(token, context);
    var after = nextNonSpace();
    if (after.is(Kind.RIGHT)) {
      return new Node.Call(
          token.at(), name, new Node.Pipe(after.at(), false, List.of(), List.of()));
    }
    pending.push(after);
    return new Node.Call(token.at(), name, pipeline(context, Kind.RIGHT));
  }

  private String templateName(Token token, String context) throws TemplateException {
    if (!token.is(Kind.STRING) && !token.is(Kind.RAW_STRING)) {
      throw unexpected(token, context);
    }
    return unquoted(token);
  }

  private String unquoted(Token token) throws TemplateException {
    var text = Unquote.text(token.text());
    if (text.isEmpty()) {
      throw error("invalid syntax");
    }
    return text.get();
  }

  private Node.Pipe pipeline(String context, Kind end) throws TemplateException {
    if (++depth > DEPTH_MAX) {
      throw error("max expression depth exceeded");
    }
    int start = peekNonSpace().at();
    var targets = new ArrayList<Node.Variable>();
    boolean assigns = declarations(context, targets);
    var commands = new ArrayList<Node.Command>();
    while (true) {
      var token = nextNonSpace();
      if (token.is(end)) {
        check(commands, context);
        depth--;
        return new Node.Pipe(start, assigns, List.copyOf(targets), List.copyOf(commands));
      }
      if (!beginsOperand(token.kind())) {
        throw unexpected(token, context);
      }
      pending.push(token);
      commands.add(command());
    }
  }

  private static boolean beginsOperand(Kind kind) {
    return switch (kind) {
      case BOOL,
          CHARACTER,
          COMPLEX,
          DOT,
          FIELD,
          IDENTIFIER,
          NUMBER,
          NIL,
          RAW_STRING,
          STRING,
          VARIABLE,
          OPEN ->
          true;
      default -> false;
    };
  }

  /** Reads {@code $a, $b :=}; whether it assigns to what is declared already. */
  private boolean declarations(String context, List<Node.Variable> targets)
      throws TemplateException {
    while (peekNonSpace().is(Kind.VARIABLE)) {
      var variable = next();
      var after = peek();
      var sign = peekNonSpace();
      if (sign.is(Kind.ASSIGN) || sign.is(Kind.DECLARE)) {
        nextNonSpace();
        declare(variable, targets);
        return sign.is(Kind.ASSIGN);
      }
      if (!sign.is(Kind.CHAR) || !sign.text().equals(",")) {
        if (after.is(Kind.SPACE)) {
          pending.push(after);
        }
        pending.push(variable);
        return false;
      }
      nextNonSpace();
      declare(variable, targets);
      checkSecond(context, targets);
    }
    return false;
  }

  private void declare(Token variable, List<Node.Variable> targets) {
    targets.add(new Node.Variable(variable.at(), variable.text(), List.of()));
    variables.add(variable.text());
  }

  private void checkSecond(String context, List<Node.Variable> targets) throws TemplateException {
    if (!context.equals("range") || targets.size() >= 2) {
      throw error("too many declarations in " + context);
    }
    var kind = peekNonSpace().kind();
    if (kind != Kind.VARIABLE && kind != Kind.RIGHT && kind != Kind.CLOSE) {
      throw error("range can only initialize variables");
    }
  }

  private void check(List<Node.Command> commands, String context) throws TemplateException {
    if (commands.isEmpty()) {
      throw error("missing value for " + context);
    }
    for (int i = 1; i < commands.size(); i++) {
      boolean wrong =
          switch (commands.get(i).words().getFirst()) {
            case Node.Flag _, Node.Dot _, Node.NilWord _, Node.Numeral _, Node.Literal _ -> true;
            default -> false;
          };
      if (wrong) {
        throw error("non executable command in pipeline stage " + (i + 1));
      }
    }
  }

  private Node.Command command() throws TemplateException {
    int start = peekNonSpace().at();
    var words = new ArrayList<Node>();
    while (true) {
      peekNonSpace();
      operand().ifPresent(words::add);
      var token = next();
      if (token.is(Kind.SPACE)) {
        continue;
      }
      if (token.is(Kind.RIGHT) || token.is(Kind.CLOSE)) {
        pending.push(token);
      } else if (!token.is(Kind.PIPE)) {
        throw unexpected(token, "operand");
      }
      if (words.isEmpty()) {
        throw error("empty command");
      }
      return new Node.Command(start, List.copyOf(words));
    }
  }

  private Optional<Node> operand() throws TemplateException {
    var term = term();
    if (term.isEmpty() || !peek().is(Kind.FIELD)) {
      return term;
    }
    int start = peek().at();
    var fields = new ArrayList<String>();
    while (peek().is(Kind.FIELD)) {
      fields.add(next().text().substring(1));
    }
    return Optional.of(
        switch (term.get()) {
          case Node.Field(_, List<String> first) -> new Node.Field(start, joined(first, fields));
          case Node.Variable(_, String name, List<String> first) ->
              new Node.Variable(start, name, joined(first, fields));
          case Node.Flag _, Node.Literal _, Node.Numeral _, Node.NilWord _, Node.Dot _ ->
              throw error("unexpected . after term " + GoStrings.quoted(term.get().toString()));
          default -> new Node.Chain(start, term.get(), List.copyOf(fields));
        });
  }

  private static List<String> joined(List<String> first, List<String> more) {
    var all = new ArrayList<>(first);
    all.addAll(more);
    return List.copyOf(all);
  }

  private Optional<Node> term() throws TemplateException {
    var token = nextNonSpace();
    int at = token.at();
    return switch (token.kind()) {
      case IDENTIFIER -> Optional.of(identifier(token));
      case DOT -> Optional.of(new Node.Dot(at));
      case NIL -> Optional.of(new Node.NilWord(at));
      case VARIABLE -> Optional.of(variable(token));
      case FIELD -> Optional.of(new Node.Field(at, List.of(token.text().substring(1))));
      case BOOL -> Optional.of(new Node.Flag(at, token.text().equals("true")));
      case CHARACTER, COMPLEX, NUMBER -> Optional.of(number(token));
      case OPEN -> Optional.of(pipeline("parenthesized pipeline", Kind.CLOSE));
      case STRING, RAW_STRING ->
          Optional.of(new Node.Literal(at, token.text(), new Value.Text(unquoted(token))));
      default -> {
        pending.push(token);
        yield Optional.empty();
      }
    };
  }

  private Node identifier(Token token) throws TemplateException {
    if (!functions.test(token.text())) {
      throw error("function " + GoStrings.quoted(token.text()) + " not defined");
    }
    return new Node.Identifier(token.at(), token.text());
  }

  private Node variable(Token token) throws TemplateException {
    if (!variables.contains(token.text())) {
      throw error("undefined variable " + GoStrings.quoted(token.text()));
    }
    return new Node.Variable(token.at(), token.text(), List.of());
  }

  private Node number(Token token) throws TemplateException {
    try {
      return new Node.Numeral(token.at(), token.text(), numberOf(token));
    } catch (TemplateException wrong) {
      throw error(wrong.getMessage());
    }
  }

  private static NumberText numberOf(Token token) throws TemplateException {
    return switch (token.kind()) {
      case CHARACTER ->
          switch (Unquote.character(token.text())) {
            case Unquote.Constant.Of(int point) -> NumberText.ofCharacter(point);
            case Unquote.Constant.Malformed() ->
                throw new TemplateException("malformed character constant: " + token.text());
            case Unquote.Constant.WrongSyntax() -> throw new TemplateException("invalid syntax");
          };
      case COMPLEX -> NumberText.parseComplex(token.text());
      default -> NumberText.parse(token.text());
    };
  }

  private Token next() {
    if (!pending.isEmpty()) {
      return pending.pop();
    }
    var token = lexer.next();
    line = token.line();
    return token;
  }

  private Token nextNonSpace() {
    var token = next();
    while (token.is(Kind.SPACE)) {
      token = next();
    }
    return token;
  }

  private Token peek() {
    var token = next();
    pending.push(token);
    return token;
  }

  private Token peekNonSpace() {
    var token = nextNonSpace();
    pending.push(token);
    return token;
  }

  private Token expect(Kind kind, String context) throws TemplateException {
    var token = nextNonSpace();
    if (!token.is(kind)) {
      throw unexpected(token, context);
    }
    return token;
  }

  private TemplateException unexpected(Token token, String context) {
    if (!token.is(Kind.ERROR)) {
      return error("unexpected " + token.shown() + " in " + context);
    }
    boolean elsewhere = actionLine != 0 && actionLine != token.line();
    var action = token.text().endsWith(" action") ? "" : " in action";
    return error(token.text() + (elsewhere ? action + " started at :" + actionLine : ""));
  }

  private TemplateException error(String message) {
    return new TemplateException("template: :" + line + ": " + message);
  }
}
