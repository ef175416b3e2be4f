package praetor.model.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.model.filter.Expression.Match;
import praetor.model.filter.Expression.Operator;
import praetor.model.filter.Expression.Selector;
import praetor.model.filter.Scanner.CharClass;

/**
 * Reads filter expressions by this grammar, in which alternatives are tried in order and {@code _}
 * is one blank or more:
 *
 * <pre>
 * input    = _? or _? end
 * or       = and (_ "or" _ and)*
 * and      = not (_ "and" _ not)*
 * not      = "not" _ not / grouping / match
 * grouping = "(" _? or _? ")"
 * match    = selector _? ("==" / "!=") _? value
 *          / selector _ "not"? ("contains" / "matches") _ value
 *          / selector _ "is" _ "not"? _ "empty"
 *          / value _ "not"? "in" _ selector
 * selector = identifier ("." identifier / "[" _? string _? "]")*
 * value    = selector / number / string
 * </pre>
 *
 * <p>Source: inferred from what Consul 1.21 expects where malformed expressions end. It goes back
 * only over selectors and the word not, so that its time is linear; Consul's doubles twice with
 * each level of parentheses. Owned by one parse.
 */
final class ExpressionParser {
  /** Parentheses in parentheses. Consul takes minutes for 12; here they must not fill the stack. */
  private static final int DEPTH_MAX = 200;

  private final Scanner in;
  private int depth;

  private ExpressionParser(Scanner in) {
    this.in = in;
  }

  static Expression parse(String text) throws FilterException {
    var in = new Scanner(text);
    var parser = new ExpressionParser(in);
    parser.blanksMaybe();
    var expression = parser.or();
    parser.blanksMaybe();
    if (expression.isPresent() && in.end() && !in.hasMistakes()) {
      return expression.get();
    }
    throw in.error();
  }

  private Optional<Expression> or() {
    return chain("or", this::and)
        .map(all -> all.size() == 1 ? all.getFirst() : new Expression.Or(all));
  }

  private Optional<Expression> and() {
    return chain("and", this::not)
        .map(all -> all.size() == 1 ? all.getFirst() : new Expression.And(all));
  }

  private interface Rule {
    Optional<Expression> parse();
  }

  private Optional<List<Expression>> chain(String joint, Rule rule) {
    var first = rule.parse();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    List<Expression> all = new ArrayList<>();
    all.add(first.get());
    while (true) {
      int start = in.position();
      var next =
          blanks() && in.word(joint) && blanks() ? rule.parse() : Optional.<Expression>empty();
      if (next.isEmpty()) {
        in.moveTo(start);
        return Optional.of(all);
      }
      all.add(next.get());
    }
  }

  // The last "not" may turn out to be the name of a field or a value, and then the one before it.
  private Optional<Expression> not() {
    List<Integer> starts = new ArrayList<>();
    starts.add(in.position());
    while (in.word("not") && blanks()) {
      starts.add(in.position());
    }
    for (int negations = starts.size() - 1; negations >= 0; negations--) {
      in.moveTo(starts.get(negations));
      var found = grouping().or(this::match);
      if (found.isPresent()) {
        return negations % 2 == 1 ? found.map(Expression.Not::new) : found;
      }
    }
    return Optional.empty();
  }

  private Optional<Expression> grouping() {
    int start = in.position();
    if (!in.word("(")) {
      return Optional.empty();
    }
    depth++;
    var inner = depth > DEPTH_MAX ? tooDeep() : grouped();
    depth--;
    if (inner.isEmpty()) {
      in.moveTo(start);
    }
    return inner;
  }

  private Optional<Expression> tooDeep() {
    in.mistake(in.position(), "grouping", "Nested too deeply");
    return Optional.empty();
  }

  private Optional<Expression> grouped() {
    blanksMaybe();
    var inner = or();
    if (inner.isEmpty()) {
      return inner;
    }
    blanksMaybe();
    if (in.word(")")) {
      return inner;
    }
    in.mistake(in.position(), "grouping", "Unmatched parentheses");
    return Optional.empty();
  }

  private Optional<Expression> match() {
    int start = in.position();
    var selector = selector();
    if (selector.isPresent()) {
      int behind = in.position();
      var operator = operatorWithValue();
      if (operator.isPresent()) {
        var value = value();
        if (value.isPresent()) {
          return Optional.of(new Match(selector.get(), operator.get(), value.get()));
        }
      }
      in.moveTo(behind);
      var unary = operatorAlone();
      if (unary.isPresent()) {
        return Optional.of(new Match(selector.get(), unary.get(), ""));
      }
    }
    in.moveTo(start);
    return matchIn();
  }

  private Optional<Operator> operatorWithValue() {
    int start = in.position();
    blanksMaybe();
    if (in.word("==")) {
      blanksMaybe();
      return Optional.of(Operator.EQUAL);
    }
    if (in.word("!=")) {
      blanksMaybe();
      return Optional.of(Operator.NOT_EQUAL);
    }
    in.moveTo(start);
    if (words("contains") && blanks()) {
      return Optional.of(Operator.IN);
    }
    in.moveTo(start);
    if (words("not", "contains") && blanks()) {
      return Optional.of(Operator.NOT_IN);
    }
    in.moveTo(start);
    if (words("matches") && blanks()) {
      return Optional.of(Operator.MATCHES);
    }
    in.moveTo(start);
    if (words("not", "matches") && blanks()) {
      return Optional.of(Operator.NOT_MATCHES);
    }
    return Optional.empty();
  }

  private Optional<Operator> operatorAlone() {
    int start = in.position();
    if (words("is", "empty")) {
      return Optional.of(Operator.EMPTY);
    }
    in.moveTo(start);
    return words("is", "not", "empty") ? Optional.of(Operator.NOT_EMPTY) : Optional.empty();
  }

  private Optional<Expression> matchIn() {
    var value = value();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    int start = in.position();
    var operator = Operator.IN;
    if (!words("in") || !blanks()) {
      in.moveTo(start);
      if (!words("not", "in") || !blanks()) {
        return Optional.empty();
      }
      operator = Operator.NOT_IN;
    }
    int behind = in.position();
    var selector = selector();
    if (selector.isEmpty()) {
      in.mistake(behind, "match", "Invalid selector");
      return Optional.empty();
    }
    return Optional.of(new Match(selector.get(), operator, value.get()));
  }

  private Optional<Selector> selector() {
    List<String> path = new ArrayList<>();
    for (var next = identifier(); next.isPresent(); next = part()) {
      path.add(next.get());
    }
    return path.isEmpty() ? Optional.empty() : Optional.of(new Selector(List.copyOf(path)));
  }

  private Optional<String> identifier() {
    int start = in.position();
    if (!in.one(CharClass.LETTER)) {
      return Optional.empty();
    }
    in.any(CharClass.WORD);
    return Optional.of(in.since(start));
  }

  private Optional<String> part() {
    int start = in.position();
    var part = in.word(".") ? identifier() : Optional.<String>empty();
    if (part.isEmpty()) {
      in.moveTo(start);
      part = index();
    }
    if (part.isEmpty()) {
      in.moveTo(start);
    }
    return part;
  }

  private Optional<String> index() {
    if (!in.word("[")) {
      return Optional.empty();
    }
    blanksMaybe();
    int behind = in.position();
    var name = string();
    if (name.isEmpty()) {
      in.mistake(behind, "index", "Invalid index");
      return name;
    }
    blanksMaybe();
    if (in.word("]")) {
      return name;
    }
    in.mistake(in.position(), "index", "Unclosed index expression");
    return Optional.empty();
  }

  private Optional<String> value() {
    return selector().map(Selector::toString).or(this::number).or(this::string);
  }

  private Optional<String> number() {
    int start = in.position();
    in.word("-");
    if (!in.word("0")) {
      if (!in.one(CharClass.DIGIT_BUT_ZERO)) {
        in.moveTo(start);
        return Optional.empty();
      }
      in.any(CharClass.DIGIT);
    }
    fraction();
    var number = in.since(start);
    if (blanksAhead() || in.end() || ahead(")")) {
      return Optional.of(number);
    }
    in.mistake(in.position(), "number", "Invalid number literal");
    in.moveTo(start);
    return Optional.empty();
  }

  private void fraction() {
    int start = in.position();
    if (in.word(".") && in.one(CharClass.DIGIT)) {
      in.any(CharClass.DIGIT);
    } else {
      in.moveTo(start);
    }
  }

  private Optional<String> string() {
    int start = in.position();
    char quote = in.word("`") ? '`' : in.word("\"") ? '"' : 0;
    if (quote == 0) {
      return Optional.empty();
    }
    int from = in.position();
    if (!in.upTo(quote)) {
      in.mistake(in.position(), "string", "Unterminated string literal");
      in.moveTo(start);
      return Optional.empty();
    }
    var content = in.since(from);
    in.moveTo(in.position() + 1);
    var meaning =
        quote == '`' ? Optional.of(content.replace("\r", "")) : GoLiteral.unquote(content);
    if (meaning.isEmpty()) {
      in.mistake(start, "string", "invalid syntax");
    }
    return Optional.of(meaning.orElse(""));
  }

  private boolean words(String... words) {
    for (var word : words) {
      if (!blanks() || !in.word(word)) {
        return false;
      }
    }
    return true;
  }

  private boolean blanks() {
    if (!in.one(CharClass.BLANK)) {
      return false;
    }
    in.any(CharClass.BLANK);
    return true;
  }

  private void blanksMaybe() {
    in.any(CharClass.BLANK);
  }

  private boolean blanksAhead() {
    int start = in.position();
    boolean found = blanks();
    in.moveTo(start);
    return found;
  }

  private boolean ahead(String word) {
    int start = in.position();
    boolean found = in.word(word);
    in.moveTo(start);
    return found;
  }
}
