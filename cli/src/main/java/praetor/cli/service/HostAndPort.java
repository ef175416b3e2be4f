package praetor.cli.service;

import praetor.agent.config.ServiceDefinition.TaggedAddress;
import praetor.cli.command.CommandException;

/** Reads {@code host:port} of {@code -tagged-address}. Source: texts of Consul 1.21.4. */
final class HostAndPort {

  private HostAndPort() {}

  static TaggedAddress parse(String text) throws CommandException {
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[") && text.indexOf(']') == colon - 1;
    if (colon < 0 || text.endsWith("]")) {
      throw invalid("address " + text + ": missing port in address");
    }
    if (!bracketed && text.indexOf(':') != colon) {
      throw invalid("address " + text + ": too many colons in address");
    }
    var digits = text.substring(colon + 1);
    if (!digits.matches("[+-]?\\d{1,9}")) {
      throw invalid("strconv.Atoi: parsing \"" + digits + "\": invalid syntax");
    }
    var host = text.substring(bracketed ? 1 : 0, bracketed ? colon - 1 : colon);
    return new TaggedAddress(host, Integer.parseInt(digits));
  }

  private static CommandException invalid(String why) {
    return new CommandException("Invalid Tagged address: " + why);
  }
}
