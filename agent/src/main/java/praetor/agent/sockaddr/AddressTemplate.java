package praetor.agent.sockaddr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Text with {@code {{ pipelines }}} over the addresses of a machine. Of Go's template language it
 * has what addresses need: calls, pipes, texts, numbers, parentheses, the dot (all addresses), and
 * trimming dashes; no {@code if}, {@code range}, {@code with} and no variables.
 *
 * <p>Source: documentation of go-sockaddr and of text/template; results and texts of Consul 1.21.4.
 */
public final class AddressTemplate {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";
  private static final String NAME = "sockaddr.Parse";

  /** Functions with the number of their arguments. */
  private static final Map<String, Integer> ARITY =
      Map.ofEntries(
          Map.entry("GetAllInterfaces", 0),
          Map.entry("GetDefaultInterfaces", 0),
          Map.entry("GetPrivateInterfaces", 0),
          Map.entry("GetPublicInterfaces", 0),
          Map.entry("GetPrivateIP", 0),
          Map.entry("GetPrivateIPs", 0),
          Map.entry("GetPublicIP", 0),
          Map.entry("GetPublicIPs", 0),
          Map.entry("GetInterfaceIP", 1),
          Map.entry("GetInterfaceIPs", 1),
          Map.entry("sort", 2),
          Map.entry("exclude", 3),
          Map.entry("include", 3),
          Map.entry("unique", 2),
          Map.entry("limit", 2),
          Map.entry("offset", 2),
          Map.entry("attr", 2),
          Map.entry("join", 3),
          Map.entry("math", 3));

  /** What an expression comes to. */
  private sealed interface Value {
    record Text(String text) implements Value {}

    record Whole(long number) implements Value {}

    record Addresses(List<IfAddr> all) implements Value {}
  }

  /** An argument with where it stands, for error texts. */
  private record Argument(Value value, TemplateTokens.Token token) {}

  private final String template;
  private final Functions functions;

  private AddressTemplate(String template, Functions functions) {
    this.template = template;
    this.functions = functions;
  }

  /**
   * Carries a template out.
   *
   * @param addresses those of the machine, in the order of its interfaces
   * @throws TemplateException when it cannot be read or carried out
   */
  public static String resolve(String template, List<IfAddr> addresses) throws TemplateException {
    return new AddressTemplate(template, new Functions(addresses)).resolve();
  }

  private String resolve() throws TemplateException {
    var text = new StringBuilder();
    int at = 0;
    while (true) {
      int open = template.indexOf(OPEN, at);
      if (open < 0) {
        return text.append(template, at, template.length()).toString();
      }
      int close = TemplateTokens.actionEnd(template, open + OPEN.length());
      if (close < 0) {
        throw unreadable("unclosed action");
      }
      var before = template.substring(at, open);
      int from = open + OPEN.length();
      int to = close;
      boolean trimsBefore = template.startsWith("- ", from);
      boolean trimsAfter = to - from > 2 && template.substring(from, to).endsWith(" -");
      text.append(trimsBefore ? before.stripTrailing() : before);
      from += trimsBefore ? 1 : 0;
      to -= trimsAfter ? 1 : 0;
      text.append(show(new Action(tokens(from, to)).value()));
      at = close + CLOSE.length();
      while (trimsAfter && at < template.length() && Character.isWhitespace(template.charAt(at))) {
        at++;
      }
    }
  }

  private List<TemplateTokens.Token> tokens(int from, int to) throws TemplateException {
    try {
      return TemplateTokens.of(template, from, to);
    } catch (IllegalArgumentException wrong) {
      throw unreadable(String.valueOf(wrong.getMessage()));
    }
  }

  private static String show(Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Whole(long number) -> String.valueOf(number);
      case Value.Addresses(var all) ->
          all.stream()
              .map(
                  addr ->
                      addr.ip().withNetwork() + " {" + addr.name() + " " + addr.shownFlags() + "}")
              .collect(Collectors.joining(" ", "[", "]"));
    };
  }

  private TemplateException unreadable(String why) {
    return new TemplateException(
        "unable to parse template %s: template: %s:1: %s".formatted(quoted(template), NAME, why));
  }

  private TemplateException failed(TemplateTokens.Token at, String node, String why) {
    return new TemplateException(
        "unable to execute sockaddr input %s: template: %s:1:%d: executing \"%s\" at <%s>: %s"
            .formatted(quoted(template), NAME, at.start(), NAME, node, why));
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** One pair of braces: a pipeline of commands. Used once, from front to back. */
  private final class Action {
    private final List<TemplateTokens.Token> tokens;
    private int next;

    Action(List<TemplateTokens.Token> tokens) {
      this.tokens = tokens;
    }

    Value value() throws TemplateException {
      if (tokens.isEmpty()) {
        throw unreadable("missing value for command");
      }
      var value = pipeline();
      if (next < tokens.size()) {
        throw unreadable("unexpected \"" + tokens.get(next).text() + "\" in command");
      }
      return value;
    }

    private Value pipeline() throws TemplateException {
      var value = command(List.of());
      while (next < tokens.size() && tokens.get(next).isBar()) {
        var bar = tokens.get(next++);
        if (next == tokens.size()) {
          return value;
        }
        if (tokens.get(next).isBar()) {
          throw unreadable("unexpected \"|\" in command");
        }
        value = command(List.of(new Argument(value, bar)));
      }
      return value;
    }

    /** A value alone, or a function with its arguments; what is piped in comes last. */
    private Value command(List<Argument> piped) throws TemplateException {
      if (next == tokens.size()) {
        throw unreadable("missing value for command");
      }
      var first = tokens.get(next);
      if (first.kind() != TemplateTokens.Kind.NAME) {
        var value = operand();
        if (!piped.isEmpty() || next < tokens.size() && !endsCommand()) {
          throw failed(first, first.text(), "can't give argument to non-function " + first.text());
        }
        return value;
      }
      next++;
      requireKnown(first);
      var arguments = new ArrayList<Argument>();
      while (next < tokens.size() && !endsCommand()) {
        var token = tokens.get(next);
        arguments.add(new Argument(argument(), token));
      }
      int end = tokens.get(next - 1).end();
      // The piped value is blamed on the argument before it.
      var last = tokens.get(next - 1);
      piped.forEach(value -> arguments.add(new Argument(value.value(), last)));
      return call(first, template.substring(first.start(), end), arguments);
    }

    private void requireKnown(TemplateTokens.Token name) throws TemplateException {
      if (!ARITY.containsKey(name.text())) {
        throw unreadable("function \"" + name.text() + "\" not defined");
      }
    }

    private boolean endsCommand() {
      var token = tokens.get(next);
      return token.isBar() || token.kind() == TemplateTokens.Kind.CLOSE;
    }

    private Value argument() throws TemplateException {
      var token = tokens.get(next);
      if (token.kind() != TemplateTokens.Kind.NAME) {
        return operand();
      }
      next++;
      requireKnown(token);
      return call(token, token.text(), List.of());
    }

    private Value operand() throws TemplateException {
      var token = tokens.get(next++);
      return switch (token.kind()) {
        case TEXT -> new Value.Text(token.value());
        case NUMBER -> new Value.Whole(Long.parseLong(token.value()));
        case DOT -> new Value.Addresses(functions.all());
        case OPEN -> {
          var inner = pipeline();
          if (next == tokens.size() || tokens.get(next).kind() != TemplateTokens.Kind.CLOSE) {
            throw unreadable("unclosed left paren");
          }
          next++;
          yield inner;
        }
        case NAME, BAR, CLOSE -> throw unreadable("unexpected \"" + token.text() + "\" in command");
      };
    }

    private Value call(TemplateTokens.Token name, String node, List<Argument> given)
        throws TemplateException {
      int wanted = ARITY.getOrDefault(name.text(), 0);
      if (given.size() != wanted) {
        throw failed(
            name,
            name.text(),
            "wrong number of args for %s: want %d got %d"
                .formatted(name.text(), wanted, given.size()));
      }
      var arguments = new Arguments(given);
      try {
        return apply(name.text(), arguments);
      } catch (TemplateException refused) {
        throw String.valueOf(refused.getMessage()).startsWith("unable to execute")
            ? refused
            : failed(name, node, "error calling " + name.text() + ": " + refused.getMessage());
      }
    }

    private Value apply(String name, Arguments in) throws TemplateException {
      return switch (name) {
        case "GetAllInterfaces" -> new Value.Addresses(functions.all());
        case "GetDefaultInterfaces" -> new Value.Addresses(functions.defaults());
        case "GetPrivateInterfaces" -> new Value.Addresses(functions.privates());
        case "GetPublicInterfaces" -> new Value.Addresses(functions.publics());
        case "GetPrivateIP" -> new Value.Text(Functions.first(functions.privates()));
        case "GetPrivateIPs" -> new Value.Text(Functions.spacedBySize(functions.privates()));
        case "GetPublicIP" -> new Value.Text(Functions.first(functions.publics()));
        case "GetPublicIPs" -> new Value.Text(Functions.spacedBySize(functions.publics()));
        case "GetInterfaceIP" -> new Value.Text(functions.interfaceIp(in.text(0)));
        case "GetInterfaceIPs" -> new Value.Text(functions.interfaceIps(in.text(0)));
        case "sort" -> new Value.Addresses(Functions.sort(in.text(0), in.addresses(1)));
        case "include" ->
            new Value.Addresses(Choice.select(name, in.text(0), in.text(1), in.addresses(2), true));
        case "exclude" ->
            new Value.Addresses(
                Choice.select(name, in.text(0), in.text(1), in.addresses(2), false));
        case "unique" -> new Value.Addresses(Functions.unique(in.text(0), in.addresses(1)));
        case "limit" -> limit(in);
        case "offset" ->
            new Value.Addresses(Functions.offset(in.number(0, "integer"), in.addresses(1)));
        case "attr" -> new Value.Text(Functions.attr(in.text(0), in.addresses(1)));
        case "join" -> new Value.Text(Functions.join(in.text(0), in.text(1), in.addresses(2)));
        case "math" -> new Value.Addresses(Functions.math(in.text(0), in.text(1), in.addresses(2)));
        default -> throw new IllegalStateException("a function without a body: " + name);
      };
    }

    private Value limit(Arguments in) throws TemplateException {
      long most = in.number(0, "unsigned integer");
      if (most < 0) {
        throw in.wrong(0, "expected unsigned integer; found ");
      }
      return new Value.Addresses(in.addresses(1).stream().limit(most).toList());
    }
  }

  /** The arguments of a call, each read as what the function wants. */
  private final class Arguments {
    private final List<Argument> given;

    Arguments(List<Argument> given) {
      this.given = given;
    }

    String text(int index) throws TemplateException {
      if (given.get(index).value() instanceof Value.Text(var text)) {
        return text;
      }
      throw wrong(index, "expected string; found ");
    }

    long number(int index, String kind) throws TemplateException {
      if (given.get(index).value() instanceof Value.Whole(long number)) {
        return number;
      }
      throw wrong(index, "expected " + kind + "; found ");
    }

    List<IfAddr> addresses(int index) throws TemplateException {
      if (given.get(index).value() instanceof Value.Addresses(var all)) {
        return all;
      }
      var token = given.get(index).token();
      throw failed(
          token, token.text(), "wrong type for value; expected sockaddr.IfAddrs; got string");
    }

    TemplateException wrong(int index, String why) {
      var token = given.get(index).token();
      return failed(token, token.text(), why + token.text());
    }
  }
}
