package praetor.cli.agent;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Facilities of syslog by name. */
public final class SyslogFacility {
  /** In the order of their numbers. Source: RFC 5424 section 6.2.1. */
  private static final List<String> NAMES =
      List.of(
          "KERN",
          "USER",
          "MAIL",
          "DAEMON",
          "AUTH",
          "SYSLOG",
          "LPR",
          "NEWS",
          "UUCP",
          "CRON",
          "AUTHPRIV",
          "FTP",
          "NTP",
          "AUDIT",
          "ALERT",
          "CLOCK",
          "LOCAL0",
          "LOCAL1",
          "LOCAL2",
          "LOCAL3",
          "LOCAL4",
          "LOCAL5",
          "LOCAL6",
          "LOCAL7");

  private SyslogFacility() {}

  /** The number of a name, letters in any case; empty for an unknown one. */
  public static Optional<Integer> number(String name) {
    int number = NAMES.indexOf(name.toUpperCase(Locale.ROOT));
    return number < 0 ? Optional.empty() : Optional.of(number);
  }
}
