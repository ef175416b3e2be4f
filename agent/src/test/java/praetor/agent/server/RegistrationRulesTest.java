package praetor.agent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.agent.RequestException;
import praetor.model.DecodeException;
import praetor.model.HealthCheck;
import praetor.model.RegisterRequest;
import praetor.model.codec.JsonPath;

/** The texts are those of Consul 1.21.4. */
class RegistrationRulesTest {
  private static final String PROXY =
      "'Service':'p','Kind':'connect-proxy','Port':1,'Proxy':{'DestinationServiceName':'x',";

  @Test
  void aNodeNeedsANameAndAnAddress() throws Exception {
    refuses("{}", "Must provide node");
    refuses("{'Node':'n'}", "Must provide address if SkipNodeUpdate is not set");
    accepts("{'Node':'n','SkipNodeUpdate':true}");
  }

  @ParameterizedTest
  @CsvSource({
    "nope,uuid string is wrong length",
    "0b6a3c1e00000-4000-8000-00000000a0aa,uuid is improperly formatted",
    "0b6a3c1e-0000-4000-8000-00000000a0zz,encoding/hex: invalid byte: U+007A 'z'"
  })
  void aNodeIdIsAUuid(String id, String problem) throws Exception {
    refuses("{'Node':'n','Address':'a','ID':'" + id + "'}", "Bad node ID: " + problem);
  }

  @Test
  void aServiceNeedsANameAndAnAddressOfItsOwn() throws Exception {
    refusesService("", "Must provide service name (Service.Service)");
    refusesService(
        "'ID':'i'", "Must provide service name (Service.Service) when service ID is provided");
    refusesService("'Service':'s','Address':'0.0.0.0'", "Invalid service address");
    refusesService("'Service':'s','Address':'[::]'", "Invalid service address");
    acceptsService("'Service':'s','Address':'0:0:0:0:0:0:0:0','Port':-1,'Kind':'bogus'");
  }

  @Test
  void aProxyNeedsAPortAndADestination() throws Exception {
    refusesService(
        "'Service':'p','Kind':'connect-proxy'",
        "2 errors occurred:\n\t* Port or SocketPath must be set for a connect-proxy\n\t*"
            + " Proxy.DestinationServiceName must be non-empty for Connect proxy services\n\n");
    refusesService(
        PROXY + "'Mode':''},'Connect':{'Native':true}",
        "1 error occurred:\n\t* A Proxy cannot also be Connect Native, only typical services\n\n");
  }

  @Test
  void upstreamsOfAProxyAreChecked() throws Exception {
    refusesService(
        PROXY + "'Upstreams':[{'DestinationName':'a','DestinationPeer':'p','Datacenter':'d'}]}",
        "1 error occurred:\n\t* upstream cannot specify both destination peer and datacenter\n\n");
    refusesService(
        PROXY
            + "'Upstreams':[{'DestinationName':'a'},{'DestinationName':'b','LocalBindPort':2},"
            + "{'DestinationName':'c','LocalBindPort':2},"
            + "{'DestinationName':'b','LocalBindPort':3}]}",
        "3 errors occurred:\n\t* upstream local bind port or local socket path must be defined and"
            + " nonzero\n\t* upstreams cannot contain duplicates by local bind address and port or"
            + " unix path; \"127.0.0.1:2\" is specified twice\n\t* upstreams cannot contain"
            + " duplicates of [type=\"\", name=\"b\", partition=\"\", namespace=\"\", peer=\"\","
            + " datacenter=\"\"]\n\n");
  }

  @Test
  void exposedPathsOfAProxyAreChecked() throws Exception {
    refusesService(
        PROXY + "'Expose':{'Paths':[{'ListenerPort':7,'Protocol':'x'},{'ListenerPort':-5}]}}",
        "4 errors occurred:\n\t* expose.paths: empty path exposed\n\t* protocol 'x' not supported"
            + " for path: , must be in: [http http2]\n\t* expose.paths: empty path exposed\n\t*"
            + " expose.paths: invalid listener port: -5\n\n");
  }

  @Test
  void aGatewayIsNoProxy() throws Exception {
    refusesService(
        "'Service':'g','Kind':'mesh-gateway','Proxy':{'DestinationServiceName':'x'}",
        "2 errors occurred:\n\t* Port must be non-zero for a mesh-gateway\n\t* The"
            + " Proxy.DestinationServiceName configuration is invalid for a mesh-gateway\n\n");
    acceptsService("'Service':'g','Kind':'ingress-gateway'");
  }

  @Test
  void aCheckBelongsToTheNodeOfItsRegistration() throws Exception {
    refuses(
        "{'Node':'n','Address':'a','Check':{'Node':'o','CheckID':'c'}}",
        "Node 'o' for check 'c' doesn't match register request node 'n'");
    accepts("{'Node':'n','Address':'a','Check':{'Node':'N','CheckID':'c'}}");
  }

  @Test
  void aRegistrationIsCompletedFromWhatItSays() throws Exception {
    var complete =
        RegistrationDefaults.complete(
            request(
                "{'Node':'n','Address':'a','Service':{'Service':'s'},'Checks':[{'Name':'one'}],"
                    + "'Check':{'CheckID':'two','Definition':{'HTTP':'u','Interval':'1s'}}}"),
            "dc1");
    assertThat(complete.datacenter()).isEqualTo("dc1");
    assertThat(complete.service().orElseThrow().id()).isEqualTo("s");
    assertThat(complete.checks()).extracting(HealthCheck::checkId).containsExactly("one", "two");
    assertThat(complete.checks()).extracting(HealthCheck::node).containsOnly("n");
    assertThat(complete.checks()).extracting(HealthCheck::type).containsExactly("", "http");
  }

  private static void refusesService(String service, String text) throws DecodeException {
    refuses("{'Node':'n','Address':'a','Service':{" + service + "}}", text);
  }

  private static void acceptsService(String service) throws DecodeException {
    accepts("{'Node':'n','Address':'a','Service':{" + service + "}}");
  }

  private static void refuses(String json, String text) throws DecodeException {
    var request = request(json);
    assertThatThrownBy(() -> RegistrationRules.check(request))
        .isInstanceOf(RequestException.class)
        .hasMessage(text);
  }

  private static void accepts(String json) throws DecodeException {
    var request = request(json);
    assertThatCode(() -> RegistrationRules.check(request)).doesNotThrowAnyException();
  }

  private static RegisterRequest request(String json) throws DecodeException {
    var bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return RegisterRequest.SHAPE.parse(bytes, JsonPath.strict());
  }
}
