package praetor.template.func;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.process.Child;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoQuote;
import praetor.template.lang.GoText;
import praetor.template.lang.Param;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/**
 * consul-template's helpers that read the environment, the clock and addresses, write files and run
 * programs.
 */
final class Outside {
  /** consul-template gives a plugin that long. */
  private static final Duration PLUGIN_MAX = Duration.ofSeconds(30);

  private final Surroundings surroundings;
  private final Sandbox sandbox;

  Outside(Surroundings surroundings, Sandbox sandbox) {
    this.surroundings = surroundings;
    this.sandbox = sandbox;
  }

  List<Function> all() {
    var all = new ArrayList<Function>();
    all.add(Texts.one("env", name -> variable(name).orElse("")));
    all.add(Function.of("mustEnv", this::mustEnv, Param.STRING));
    all.add(Texts.two("envOrDefault", (name, otherwise) -> variable(name).orElse(otherwise)));
    all.add(Function.open("timestamp", this::timestamp, Param.STRING));
    all.add(Function.of("sockaddr", this::sockaddr, Param.STRING));
    all.add(Function.open("plugin", this::plugin, Param.STRING, Param.STRING));
    all.add(
        Function.open(
            "writeToFile",
            this::writeToFile,
            Param.STRING,
            Param.STRING,
            Param.STRING,
            Param.STRING,
            Param.STRING));
    return all;
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(surroundings.environment().get(name));
  }

  private Value mustEnv(List<Value> args) throws FunctionException {
    var name = Args.text(args, 0);
    var value = variable(name).orElse("");
    if (value.isEmpty()) {
      throw new FunctionException("required environment variable " + name + " is empty");
    }
    return Values.text(value);
  }

  private Value timestamp(List<Value> args) throws FunctionException {
    var now = surroundings.clock().instant().atOffset(ZoneOffset.UTC);
    if (args.size() > 1) {
      throw new FunctionException(
          "timestamp: wrong number of arguments, expected 0 or 1, but got " + args.size());
    }
    var layout = args.isEmpty() ? GoTime.RFC3339 : Args.text(args, 0);
    return Values.text(
        layout.equals("unix")
            ? String.valueOf(now.toEpochSecond())
            : GoTime.format(now, "UTC", layout));
  }

  private Value sockaddr(List<Value> args) throws FunctionException {
    var template = "{{ " + Args.text(args, 0) + " }}";
    var fault = praetor.template.lang.Template.syntaxFault(template);
    if (fault.isPresent()) {
      throw new FunctionException(
          "unable to parse template %s: %s"
              .formatted(
                  GoQuote.text(template, false),
                  fault.get().replaceFirst("^template: ", "template: sockaddr.Parse")));
    }
    return Values.text(surroundings.addresses().resolve(template));
  }

  private Value plugin(List<Value> args) throws FunctionException {
    var name = Args.text(args, 0);
    var line = new ArrayList<String>(List.of(name));
    for (var each : args.subList(1, args.size())) {
      line.add(Args.text(each));
    }
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var setting =
        new Child.Setting(Map.of(), new Child.Input.Nothing(), Optional.of(out), Optional.of(err));
    try (var child = Child.start(line, surroundings.environment(), setting)) {
      if (!child.await(PLUGIN_MAX)) {
        throw failed(name, "did not finish in " + PLUGIN_MAX.toSeconds() + "s", "", "");
      }
      var failure = child.failure();
      if (failure.isPresent()) {
        throw failed(
            name, failure.get(), GoText.of(out.toByteArray()), GoText.of(err.toByteArray()));
      }
      return Values.text(Texts.trimSpace(GoText.of(out.toByteArray())));
    } catch (IOException unable) {
      throw failed(name, String.valueOf(unable.getMessage()), "", "");
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
      throw failed(name, "interrupted", "", "");
    }
  }

  private static FunctionException failed(String name, String why, String output, String errors) {
    return new FunctionException(
        "exec %s: %s\n\nstdout:\n\n%s\n\nstderr:\n\n%s"
            .formatted(GoQuote.text(name, false), why, output, errors));
  }

  /** Path, owner, group, permissions, maybe flags, and last the content. */
  private Value writeToFile(List<Value> args) throws FunctionException {
    if (args.size() < 5) {
      throw new FunctionException("runtime error: index out of range [-1]");
    }
    var flags = args.size() >= 6 ? Texts.parts(Args.text(args, 4), ",", -1) : List.<String>of();
    var content = Args.text(args.getLast()) + (flags.contains("newline") ? "\n" : "");
    var path = sandbox.resolve(Args.text(args, 0));
    try {
      write(path, GoText.bytes(content), flags.contains("append"));
      Owners.permissions(path, Args.text(args, 3));
      Owners.change(path, Args.text(args, 1), Args.text(args, 2));
    } catch (IOException unable) {
      throw new FunctionException(String.valueOf(unable.getMessage()));
    }
    return Values.EMPTY;
  }

  private static void write(Path path, byte[] content, boolean append) throws IOException {
    var folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    OpenOption[] options =
        append
            ? new OpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.APPEND}
            : new OpenOption[] {
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING
            };
    Files.write(path, content, options);
  }
}
