package praetor.template.func;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.Functions;
import praetor.template.lang.Param;
import praetor.template.lang.Template;
import praetor.template.lang.TemplateException;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/** All functions of a template but those that ask an agent. */
public final class StandardFunctions {
  private static final Functions PURE = pure();

  private StandardFunctions() {}

  private static Functions pure() {
    var all = new ArrayList<Function>();
    all.addAll(Builtins.all());
    all.addAll(Texts.all());
    all.addAll(Numbers.all());
    all.addAll(Codings.all());
    all.addAll(Maps.all());
    return Functions.of(all);
  }

  /** Those that every template of Go has. */
  public static Functions ofGo() {
    return Functions.of(Builtins.all());
  }

  /** Those that see the world outside, and those without a state. */
  public static Functions of(Surroundings surroundings, Sandbox sandbox) {
    return PURE.and(Sprig.all(surroundings))
        .and(new Outside(surroundings, sandbox).all())
        .and(Spew.all(surroundings.printer()))
        .and(List.of(scratch(new Scratch()), executeTemplate(Optional::empty)));
  }

  /**
   * Those of one run: {@code scratch} begins anew, and {@code executeTemplate} finds the template.
   *
   * @param running the template and how it runs
   */
  public static List<Function> ofRun(Supplier<Optional<Running>> running) {
    return List.of(scratch(new Scratch()), executeTemplate(running));
  }

  /** A template that runs. */
  public record Running(Template template, Template.Setting setting) {}

  private static Function scratch(Scratch scratch) {
    return Function.of("scratch", _ -> scratch);
  }

  private static Function executeTemplate(Supplier<Optional<Running>> running) {
    return Function.open(
        "executeTemplate",
        args -> {
          if (args.size() > 2) {
            throw new FunctionException(
                "executeTemplate: wrong number of arguments, expected 1 or 2, but got "
                    + args.size());
          }
          var data = args.size() == 2 ? args.get(1) : Values.NIL;
          var now = running.get();
          if (now.isEmpty()) {
            throw new FunctionException("executeTemplate: no template runs");
          }
          return execute(now.get(), Args.text(args, 0), data);
        },
        Param.STRING,
        Param.ANY);
  }

  private static Value execute(Running running, String name, Value data) throws FunctionException {
    try {
      return Values.text(running.template().execute(name, running.setting(), data));
    } catch (TemplateException failed) {
      throw new FunctionException(failed.getMessage());
    }
  }

  /** Functions that may not be called: they are there and fail. */
  public static List<Function> denied(Set<String> names) {
    return names.stream().map(StandardFunctions::denied).toList();
  }

  private static Function denied(String name) {
    return Function.open(
        name,
        _ -> {
          throw new FunctionException("function is disabled");
        },
        Param.ANY);
  }
}
