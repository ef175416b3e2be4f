package praetor.agent.config;

import java.util.List;
import java.util.Optional;

/**
 * What the command line gives to the loader.
 *
 * @param dev {@code -dev}
 * @param flags settings given by flags, under the keys of configuration files
 * @param paths files and folders in the order given
 * @param format of all files, whatever their names
 * @param fragments values of {@code -hcl}
 * @param host the machine
 */
public record ConfigInput(
    boolean dev,
    Settings flags,
    List<String> paths,
    Optional<ConfigFormat> format,
    List<String> fragments,
    Host host) {

  public ConfigInput {
    paths = List.copyOf(paths);
    fragments = List.copyOf(fragments);
  }
}
