package praetor.cli.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.cli.command.CommandException;
import praetor.client.Environment;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;
import praetor.snapshot.config.AgentOptions;

/**
 * Reads the {@code snapshot_agent} objects of configuration files; what a later file says counts.
 *
 * <p>Source: documentation of {@code consul snapshot agent}: files are JSON and end with {@code
 * .json}, those of a folder are read in the order of their names, and one at least has to have such
 * an object.
 */
final class AgentFiles {
  private static final String SUFFIX = ".json";

  private AgentFiles() {}

  /** The merged objects; empty when no file was named. */
  static Map<String, Object> read(List<String> folders, List<String> files)
      throws CommandException {
    var all = new ArrayList<String>();
    for (var folder : folders) {
      all.addAll(list(folder));
    }
    for (var file : files) {
      if (!file.endsWith(SUFFIX)) {
        throw new CommandException("Config file " + file + " has to end with " + SUFFIX);
      }
      all.add(file);
    }
    var merged = new LinkedHashMap<String, Object>();
    boolean found = false;
    for (var file : all) {
      var object = object(file);
      found |= object.isPresent();
      object.ifPresent(settings -> merge(merged, settings));
    }
    if (!found && !(folders.isEmpty() && files.isEmpty())) {
      throw new CommandException("No config file has a \"" + AgentOptions.KEY + "\" object");
    }
    return merged;
  }

  private static List<String> list(String folder) throws CommandException {
    try (var entries = Files.list(Path.of(folder))) {
      return entries.map(Path::toString).filter(name -> name.endsWith(SUFFIX)).sorted().toList();
    } catch (IOException failure) {
      throw new CommandException("Error reading " + Environment.openFailure(folder, failure));
    }
  }

  private static Optional<Map<String, Object>> object(String file) throws CommandException {
    try {
      var json = JsonReader.readWhole(Files.readAllBytes(Path.of(file)));
      if (!(json instanceof JsonValue.Obj(var members))) {
        throw new CommandException("Error parsing " + file + ": not an object");
      }
      var object = Optional.ofNullable(members.get(AgentOptions.KEY));
      if (object.isPresent() && !(object.get() instanceof JsonValue.Obj)) {
        throw new CommandException(
            "Error parsing " + file + ": \"" + AgentOptions.KEY + "\" has to be an object");
      }
      return object.map(o -> map((JsonValue.Obj) o));
    } catch (DecodeException malformed) {
      throw new CommandException("Error parsing " + file + ": " + malformed.getMessage());
    } catch (IOException failure) {
      throw new CommandException("Error reading " + Environment.openFailure(file, failure));
    }
  }

  private static Map<String, Object> map(JsonValue.Obj object) {
    var map = new LinkedHashMap<String, Object>();
    object
        .members()
        .forEach(
            (name, value) -> {
              if (!(value instanceof JsonValue.Null)) {
                map.put(name, plain(value));
              }
            });
    return map;
  }

  private static Object plain(JsonValue value) {
    return switch (value) {
      case JsonValue.Obj object -> map(object);
      case JsonValue.Arr(var elements) -> elements.stream().map(AgentFiles::plain).toList();
      case JsonValue.Str(String text) -> text;
      case JsonValue.Num(String text) -> text;
      case JsonValue.Bool(boolean flag) -> flag;
      case JsonValue.Null _ -> "";
    };
  }

  @SuppressWarnings("unchecked") // the maps are ours
  private static void merge(Map<String, Object> into, Map<String, Object> more) {
    more.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> block && into.get(name) instanceof Map<?, ?> before) {
            merge((Map<String, Object>) before, (Map<String, Object>) block);
          } else {
            into.put(name, value);
          }
        });
  }
}
