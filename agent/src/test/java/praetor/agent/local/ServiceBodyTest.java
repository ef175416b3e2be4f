package praetor.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.model.DecodeException;

/** Source: answers of Consul 1.21.4. */
class ServiceBodyTest {
  private static final String GO_SERVICE =
      "struct { EnableTagOverrideSnake bool \"json:\\\"enable_tag_override\\\"\";"
          + " TaggedAddressesSnake map[string]structs.ServiceAddress"
          + " \"json:\\\"tagged_addresses\\\"\"; *structs.Alias }";

  private static ServiceBody parse(String json) throws DecodeException {
    return ServiceBody.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsNamesInBothSpellingsAndAnyCase() throws Exception {
    var body =
        parse(
            "{'name': 'a', 'PORT': 5, 'tags': ['t'], 'enable_tag_override': true,"
                + " 'tagged_addresses': {'lan': {'address': '1.1.1.1', 'port': 2}},"
                + " 'check': {'ttl': '5s', 'deregister_critical_service_after': '90s'},"
                + " 'connect': {'sidecar_service': {'port': 7}}}");
    assertThat(body.name()).isEqualTo("a");
    assertThat(body.effectiveId()).isEqualTo("a");
    assertThat(body.port()).isEqualTo(5);
    assertThat(body.enableTagOverride()).isTrue();
    assertThat(body.taggedAddresses().get("lan").port()).isEqualTo(2);
    assertThat(body.allChecks()).hasSize(1);
    assertThat(body.allChecks().getFirst().deregisterCriticalServiceAfter())
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(body.allChecks().getFirst().h2pingUseTls()).isTrue();
    assertThat(Sidecars.of(body).orElseThrow().port()).isEqualTo(7);
  }

  /** Names that Consul 1.21.4 takes and makes nothing of. */
  @Test
  void namesWithoutEffectAreTaken() throws Exception {
    assertThat(
            parse("{'Check': {'TTL': '1s', 'service_id': 'x', 'ProxyHTTP': 'x', 'ProxyGRPC': 'x'}}")
                .allChecks())
        .isEqualTo(parse("{'Check': {'TTL': '1s'}}").allChecks());
    assertThat(parse("{'Connect': {'Bogus': 1}}").connect())
        .isEqualTo(parse("{'Connect': {}}").connect());
  }

  @Test
  void aLoneCheckThatSaysNothingIsNone() throws Exception {
    assertThat(parse("{'Check': {}}").allChecks()).isEmpty();
    assertThat(parse("{'Check': {'AliasService': ''}}").allChecks()).isEmpty();
    assertThat(parse("{'Checks': [{}]}").allChecks()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'Port': '80'}             | json: cannot unmarshal string into Go struct field .Alias.Port of type int
          {'Port': 1.5}              | json: cannot unmarshal number 1.5 into Go struct field .Alias.Port of type int
          {'Tags': 'a'}              | json: cannot unmarshal string into Go struct field .Alias.Tags of type []string
          {'Meta': {'a': 1}}         | json: cannot unmarshal number into Go struct field .Alias.Meta of type string
          {'Check': {'TTL': 'abc'}}  | time: invalid duration 'abc'
          {'Check': {'Bogus': 1}}    | json: unknown field 'Bogus'
          {'Checks': [{'Name': {}}]} | json: cannot unmarshal object into Go struct field .Alias.Checks.Alias.Name of type string
          {'Weights': {'Passing': 'x'}} | json: cannot unmarshal string into Go struct field Weights.Alias.Weights.Passing of type int
          {'Connect': {'Native': 5}} | json: cannot unmarshal number into Go struct field .Alias.Connect.Alias.Native of type bool
          {'socket_path': '/a'}      | json: unknown field 'socket_path'
          {'Namespace': 'x'}         | json: unknown field 'Namespace'
          []                         | json: cannot unmarshal array into Go value of type SERVICE
          """)
  void refusesWithTheErrorsOfGosDecoder(String json, String error) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(DecodeException.class)
        .hasMessage(error.replace('\'', '"').replace("SERVICE", GO_SERVICE));
  }

  @Test
  void anEmptyBodyIsTheEndOfItsInput() {
    assertThatThrownBy(() -> parse("")).hasMessage("EOF");
    assertThatThrownBy(() -> parse("{")).hasMessage("unexpected EOF");
  }
}
