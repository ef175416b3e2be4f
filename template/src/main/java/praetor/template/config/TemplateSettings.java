package praetor.template.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One template.
 *
 * @param errorFatal whether its errors end the program; empty for what holds for all
 * @param permissions of the file; empty to keep those it has
 * @param minInstances guard: with fewer instances of any service that it asks for, the file stays
 * @param rollback guard: when the command fails, the file becomes again what it was
 */
public record TemplateSettings(
    Optional<String> source,
    Optional<String> contents,
    String destination,
    boolean createFolders,
    boolean errorOnMissingKey,
    Optional<Boolean> errorFatal,
    Optional<Integer> permissions,
    String user,
    String group,
    boolean backup,
    Optional<String> leftDelimiter,
    Optional<String> rightDelimiter,
    Set<String> denied,
    Optional<String> sandbox,
    Optional<Wait> quiescence,
    ExecSettings exec,
    int minInstances,
    boolean rollback) {

  static TemplateSettings read(Block block) {
    var denied = block.texts("function_denylist");
    var deniedBefore = block.texts("function_blacklist");
    var settings =
        new TemplateSettings(
            block.text("source").filter(s -> !s.isEmpty()),
            block.text("contents").filter(s -> !s.isEmpty()),
            block.text("destination").orElse(""),
            block.flag("create_dest_dirs", true),
            block.flag("error_on_missing_key", false),
            block.flag("error_fatal"),
            block.permissions("perms"),
            block.text("user").orElse(""),
            block.text("group").orElse(""),
            block.flag("backup", false),
            block.text("left_delimiter").filter(s -> !s.isEmpty()),
            block.text("right_delimiter").filter(s -> !s.isEmpty()),
            Set.copyOf(denied.isEmpty() ? deniedBefore : denied),
            block.text("sandbox_path").filter(s -> !s.isEmpty()),
            Wait.read(block, "wait"),
            ExecSettings.ofTemplate(block),
            block.number("min_instances").orElse(0),
            block.flag("rollback", false));
    block.ignore("uid", "gid", "map_to_environment_variable");
    block.done();
    return settings;
  }

  /** What error texts call it. */
  public String shownSource() {
    return contents.isPresent() ? "(dynamic)" : source.orElse("");
  }

  /**
   * Why it cannot be used.
   *
   * <p>Source: texts of consul-template 0.42.1.
   */
  public Optional<String> fault() {
    if (source.isPresent() && contents.isPresent()) {
      return Optional.of("template: cannot specify both 'source' and 'contents'");
    }
    return source.isEmpty() && contents.isEmpty()
        ? Optional.of("template: must specify exactly one of 'source' or 'contents'")
        : Optional.empty();
  }

  /** Splits {@code in:out:command}; further colons belong to the command. */
  public static java.util.Map<String, Object> ofFlag(String text) throws ConfigException {
    if (text.isBlank()) {
      throw new ConfigException("template: cannot be empty");
    }
    var parts = List.of(text.split(":", 3));
    var map = new java.util.LinkedHashMap<String, Object>();
    map.put("source", parts.get(0));
    if (parts.size() > 1) {
      map.put("destination", parts.get(1));
    }
    if (parts.size() > 2 && !parts.get(2).isBlank()) {
      map.put("command", parts.get(2));
    }
    return map;
  }
}
