package praetor.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.agent.config.ServiceDefinition.TaggedAddress;

class HostAndPortTest {

  @Test
  void readsNamesNumbersAndBrackets() throws Exception {
    assertThat(HostAndPort.parse("10.0.0.1:80")).isEqualTo(new TaggedAddress("10.0.0.1", 80));
    assertThat(HostAndPort.parse(":80")).isEqualTo(new TaggedAddress("", 80));
    assertThat(HostAndPort.parse("[::1]:80")).isEqualTo(new TaggedAddress("::1", 80));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.1.1.1|address 1.1.1.1: missing port in address",
        "::1:80|address ::1:80: too many colons in address",
        "1.1.1.1:http|strconv.Atoi: parsing \"http\": invalid syntax"
      })
  void refusesWithTheWordsThatUsersKnow(String text, String why) {
    assertThatThrownBy(() -> HostAndPort.parse(text)).hasMessage("Invalid Tagged address: " + why);
  }
}
