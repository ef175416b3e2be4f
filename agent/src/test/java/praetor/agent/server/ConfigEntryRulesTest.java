package praetor.agent.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.entry.EntryDecoder;

/** Mistakes in config entries; texts as Consul 1.21.4 gave them. */
class ConfigEntryRulesTest {
  private static String mistake(String json) throws DecodeException {
    var entry = EntryDecoder.read(JsonReader.read(json.replace('\'', '"')));
    return ConfigEntryRules.mistake(entry).orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | Services[0]: service name cannot be empty",
        "{'Name':'a'} | Services[0]: must have at least one consumer",
        "{'Name':'a','Consumers':[{'Peer':'p','Partition':'q'}]}"
            + " | Services[0].Consumers[0]: must define at most one of Peer, Partition, or"
            + " SamenessGroup",
        "{'Name':'a','Consumers':[{},{'Peer':'*'}]}"
            + " | Services[0].Consumers[1]: exporting to all peers (wildcard) is not supported",
        "{'Name':'a','Consumers':[{'Partition':'*'}]}"
            + " | Services[0].Consumers[0]: exporting to all partitions (wildcard) is not"
            + " supported",
        "{'Name':'a','Consumers':[{'SamenessGroup':'s'}]}"
            + " | Services[0].Consumers[0]: sameness-groups are an enterprise-only feature",
      })
  void anExportedServiceNeedsANameAndConsumersOneByOne(String service, String text)
      throws DecodeException {
    var entry = "{'Kind':'exported-services','Name':'default','Services':[%s]}";
    assertThat(mistake(entry.formatted(service))).isEqualTo(text);
  }

  @Test
  void onlyOneEntryExports() throws DecodeException {
    assertThat(mistake("{'Kind':'exported-services','Name':'x'}"))
        .isEqualTo("exported-services Name must be \"default\"");
    assertThat(mistake("{'Kind':'exported-services','Name':'default'}")).isEmpty();
  }

  @Test
  void aGatewayLinksAServiceOnceAndWithAllItsFiles() throws DecodeException {
    var entry = "{'Kind':'terminating-gateway','Name':'g','Services':[%s]}";
    assertThat(mistake(entry.formatted("{'Name':'a'},{'Name':'a'}")))
        .isEqualTo("Service \"a\" was specified more than once within a namespace");
    assertThat(mistake(entry.formatted("{'Name':'a','CAFile':'x','KeyFile':'y'}")))
        .isEqualTo(
            "Service \"a\" must have a CertFile, CAFile, and KeyFile specified for TLS"
                + " origination");
    assertThat(mistake(entry.formatted("{'Name':'a','CAFile':'x'},{'Name':'b'}"))).isEmpty();
  }
}
