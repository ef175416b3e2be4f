package praetor.agent.config;

import java.util.Optional;

/** Languages of configuration files. */
public enum ConfigFormat {
  HCL,
  JSON;

  /** The format of {@code -config-format}. */
  public static Optional<ConfigFormat> named(String name) {
    return switch (name) {
      case "hcl" -> Optional.of(HCL);
      case "json" -> Optional.of(JSON);
      default -> Optional.empty();
    };
  }

  /** The format of a file by its name's end; letters count. */
  static Optional<ConfigFormat> of(String fileName) {
    if (fileName.endsWith(".hcl")) {
      return Optional.of(HCL);
    }
    return fileName.endsWith(".json") ? Optional.of(JSON) : Optional.empty();
  }
}
