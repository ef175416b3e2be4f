package praetor.cli.template;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import praetor.agent.config.Host;
import praetor.agent.sockaddr.AddressTemplate;
import praetor.agent.sockaddr.TemplateException;
import praetor.template.func.Surroundings;
import praetor.template.lang.FunctionException;

/** What templates see of this machine. */
public final class HostSurroundings {
  private HostSurroundings() {}

  /**
   * The machine's clock, randomness and addresses.
   *
   * @param folder where relative paths begin
   * @param printer takes what templates print
   */
  public static Surroundings of(
      Map<String, String> environment, Path folder, Consumer<String> printer) {
    return new Surroundings(
        environment,
        folder,
        InstantSource.system(),
        new SecureRandom(),
        HostSurroundings::addresses,
        printer);
  }

  private static String addresses(String template) throws FunctionException {
    try {
      return AddressTemplate.resolve(template, Host.local().addresses());
    } catch (TemplateException | praetor.agent.config.ConfigException wrong) {
      throw new FunctionException(String.valueOf(wrong.getMessage()));
    }
  }
}
