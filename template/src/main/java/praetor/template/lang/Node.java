package praetor.template.lang;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A parsed template. {@code toString} writes it as Go does, which error texts show.
 *
 * <p>Source: documentation of Go's text/template and its error texts.
 */
sealed interface Node {
  /** Where it stands in the text, in characters. */
  int at();

  record Items(int at, List<Node> nodes) implements Node {
    @Override
    public String toString() {
      return nodes.stream().map(Node::toString).collect(Collectors.joining());
    }

    /** Whether there is nothing but blanks. */
    boolean isBlank() {
      return nodes.stream().allMatch(n -> n instanceof Plain(_, String text) && text.isBlank());
    }
  }

  record Plain(int at, String text) implements Node {
    @Override
    public String toString() {
      return text;
    }
  }

  record Action(int at, Pipe pipe) implements Node {
    @Override
    public String toString() {
      return "{{" + pipe + "}}";
    }
  }

  /** Commands one after another, and the variables that get the result. */
  record Pipe(int at, boolean assigns, List<Variable> targets, List<Command> commands)
      implements Node {
    @Override
    public String toString() {
      var text = commands.stream().map(Command::toString).collect(Collectors.joining(" | "));
      return targets.isEmpty()
          ? text
          : targets.stream().map(Variable::toString).collect(Collectors.joining(", "))
              + (assigns ? " = " : " := ")
              + text;
    }
  }

  record Command(int at, List<Node> words) implements Node {
    @Override
    public String toString() {
      return words.stream()
          .map(word -> word instanceof Pipe ? "(" + word + ")" : word.toString())
          .collect(Collectors.joining(" "));
    }
  }

  record Identifier(int at, String name) implements Node {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A variable, maybe with fields behind it. */
  record Variable(int at, String name, List<String> fields) implements Node {
    @Override
    public String toString() {
      return name + dotted(fields);
    }
  }

  record Field(int at, List<String> fields) implements Node {
    @Override
    public String toString() {
      return dotted(fields);
    }
  }

  /** Fields of something in parentheses or of a function's result. */
  record Chain(int at, Node of, List<String> fields) implements Node {
    @Override
    public String toString() {
      return (of instanceof Pipe ? "(" + of + ")" : of.toString()) + dotted(fields);
    }
  }

  record Dot(int at) implements Node {
    @Override
    public String toString() {
      return ".";
    }
  }

  record NilWord(int at) implements Node {
    @Override
    public String toString() {
      return "nil";
    }
  }

  record Flag(int at, boolean flag) implements Node {
    @Override
    public String toString() {
      return String.valueOf(flag);
    }
  }

  record Numeral(int at, String text, NumberText number) implements Node {
    @Override
    public String toString() {
      return text;
    }
  }

  record Literal(int at, String quoted, Value.Text value) implements Node {
    @Override
    public String toString() {
      return quoted;
    }
  }

  /** if, with and range. */
  record Branch(int at, Kind kind, Pipe pipe, Items body, Items otherwise) implements Node {
    enum Kind {
      IF,
      WITH,
      RANGE
    }

    @Override
    public String toString() {
      var word = kind.name().toLowerCase(java.util.Locale.ROOT);
      var tail = otherwise.nodes().isEmpty() ? "" : "{{else}}" + otherwise;
      return "{{" + word + " " + pipe + "}}" + body + tail + "{{end}}";
    }
  }

  record Break(int at) implements Node {
    @Override
    public String toString() {
      return "{{break}}";
    }
  }

  record Continue(int at) implements Node {
    @Override
    public String toString() {
      return "{{continue}}";
    }
  }

  /** A call of another template; a pipe without commands stands for none. */
  record Call(int at, String name, Pipe pipe) implements Node {
    @Override
    public String toString() {
      var argument = pipe.commands().isEmpty() ? "" : " " + pipe;
      return "{{template " + praetor.model.codec.GoStrings.quoted(name) + argument + "}}";
    }
  }

  /** What closes a block; never part of a tree. */
  record End(int at) implements Node {
    @Override
    public String toString() {
      return "{{end}}";
    }
  }

  /** What divides a block; never part of a tree. */
  record Else(int at) implements Node {
    @Override
    public String toString() {
      return "{{else}}";
    }
  }

  private static String dotted(List<String> fields) {
    return fields.stream().map(f -> "." + f).collect(Collectors.joining());
  }
}
