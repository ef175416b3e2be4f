package praetor.model.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonWriter;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;

/** Config entries as they come and go; texts as Consul 1.21.4 gave them. */
class EntryDecoderTest {
  private static ConfigEntry read(String json) throws DecodeException {
    return EntryDecoder.read(JsonReader.read(json.replace('\'', '"')));
  }

  private static String shown(ConfigEntry entry) {
    var out = JsonWriter.compact();
    EntryJson.write(entry, out);
    return out.toText().replaceFirst("\"Hash\":\\d+", "\"Hash\":0").replace('"', '\'');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | '' expected a map, got 'slice'",
        "5 | '' expected a map, got 'float64'",
        "null | Payload does not contain a kind/Kind key at the top level",
        "{'KIND':'mesh'} | Payload does not contain a kind/Kind key at the top level",
        "{'Kind':5} | Kind value in payload is not a string",
        "{'Kind':'bogus'} | invalid config entry kind: bogus",
      })
  void anEntryIsAnObjectOfAKindThatExists(String json, String text) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(DecodeException.class).hasMessage(text);
  }

  @Test
  void unknownFieldsAreToldTogether() {
    assertThatThrownBy(
            () ->
                read(
                    "{'Kind':'exported-services','Services':[{'Name':'a','X':1}],"
                        + "'Partition':'p','Namespace':'q'}"))
        .hasMessage(
            "3 errors occurred:\n"
                + "\t* invalid config key \"Services[0].X\"\n"
                + "\t* invalid config key \"Partition\"\n"
                + "\t* invalid config key \"Namespace\", namespaces are a consul enterprise"
                + " feature\n\n");
  }

  @Test
  void valuesOfAnotherTypeAreToldWithTheirPlace() {
    assertThatThrownBy(() -> read("{'Kind':'exported-services','Services':'x'}"))
        .hasMessage("1 error(s) decoding:\n\n* 'Services[0]' expected a map, got 'string'");
  }

  @Test
  void namesAndTypesAreTakenLoosely() throws DecodeException {
    var entry =
        read(
            "{'kind':'exported-services','name':'default','CreateIndex':3,'hash':4,"
                + "'services':[{'name':5,'namespace':'n','consumers':{'peer':'z'}}],"
                + "'META':{'a':[1]}}");
    assertThat(shown(entry))
        .isEqualTo(
            "{'Kind':'exported-services','Name':'default','Services':[{'Name':'5','Consumers':"
                + "[{'Peer':'z'}]}],'Meta':{'a':'1'},'Hash':0,'CreateIndex':0,'ModifyIndex':0}");
  }

  @Test
  void whatIsShownOfEmptyListsDependsOnTheField() throws DecodeException {
    assertThat(shown(read("{'Kind':'exported-services','Name':'default','Services':[]}")))
        .doesNotContain("Services'");
    assertThat(shown(read("{'Kind':'terminating-gateway','Name':'t'}")))
        .contains("'Services':null");
    assertThat(shown(read("{'Kind':'terminating-gateway','Name':'t','Services':[]}")))
        .contains("'Services':[]");
  }

  @Test
  void fieldsOfALaterVersionSurviveInMessagePack() throws DecodeException {
    var kind = EntryKinds.find(EntryKinds.EXPORTED_SERVICES).orElseThrow();
    var out = new PackWriter().mapHeader(3).string("Name").string("default");
    out.string("Later").integer(7).string("Hash").unsigned(-1L);
    var entry = EntryPack.read(kind, new PackReader(out.toBytes()));
    var again = new PackWriter();
    EntryPack.write(entry, again);
    assertThat(EntryPack.read(kind, new PackReader(again.toBytes()))).isEqualTo(entry);
    assertThat(entry.fields().members()).containsOnlyKeys("Later");
  }
}
