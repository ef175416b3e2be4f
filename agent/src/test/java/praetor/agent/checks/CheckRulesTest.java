package praetor.agent.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: answers of Consul 1.21.4. */
class CheckRulesTest {
  private static final String INTERVAL =
      "Interval must be > 0 for Script, HTTP, H2PING, TCP, UDP or OSService checks";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {}                                                   | TTL must be > 0 for TTL checks
          {'TTL': '-1s'}                                       | TTL must be > 0 for TTL checks
          {'Interval': '5s'}                                   | TTL must be > 0 for TTL checks
          {'Interval': true}                                   | TTL must be > 0 for TTL checks
          {'TTL': '5s', 'Interval': '5s'}                      | Interval and TTL cannot both be specified
          {'HTTP': 'x', 'TTL': '5s', 'Interval': '5s'}         | Interval and TTL cannot both be specified
          {'HTTP': 'x'}                                        | INTERVAL
          {'HTTP': 'x', 'TTL': '1s'}                           | INTERVAL
          {'TCP': 'x'}                                         | INTERVAL
          {'GRPC': 'x'}                                        | INTERVAL
          {'H2PING': 'x', 'Interval': '-5s'}                   | INTERVAL
          {'Args': ['x']}                                      | INTERVAL
          {'AliasService': 'a', 'HTTP': 'x'}                   | INTERVAL
          {'AliasService': 'a', 'TTL': '1s'}                   | TTL must be not be set for Alias checks
          {'TTL': '1s', 'OutputMaxSize': -1}                   | MaxOutputMaxSize must be positive
          {'TTL': '1s', 'FailuresBeforeCritical': -1}          | FailuresBeforeWarning can't be higher than FailuresBeforeCritical
          """)
  void saysWhatIsWrong(String definition, String fault) {
    assertThat(CheckRules.firstFault(Checks.of(definition)))
        .contains(fault.equals("INTERVAL") ? INTERVAL : fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'TTL': '1s'}                                        | ttl
          {'TTL': 5}                                           | ttl
          {'HTTP': 'x', 'Interval': '1s'}                      | http
          {'HTTP': 'x', 'TCP': 'y', 'Interval': '1s'}          | http
          {'TCP': 'x', 'Interval': '1s'}                       | tcp
          {'UDP': 'x', 'Interval': '1s'}                       | udp
          {'GRPC': 'x', 'Interval': '1s'}                      | grpc
          {'H2PING': 'x', 'Interval': '1s'}                    | h2ping
          {'script_args': ['x'], 'interval': '1s'}             | script
          {'AliasService': 'x'}                                | alias
          {'AliasNode': 'x', 'Interval': '5s'}                 | alias
          """)
  void takesWhatIsWellFormed(String definition, String type) {
    assertThat(CheckRules.firstFault(Checks.of(definition))).isEmpty();
    assertThat(CheckKinds.type(Checks.of(definition))).isEqualTo(type);
  }
}
