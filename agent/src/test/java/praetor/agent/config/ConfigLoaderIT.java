package praetor.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.agent.sockaddr.IfAddr;

class ConfigLoaderIT {

  @TempDir Path folder;

  private final Host host = host("10.1.2.3");

  private static Host host(String... addresses) {
    return new Host(
        "machine",
        List.of(addresses).stream().map(address -> onDefaultInterface(address)).toList());
  }

  private static IfAddr onDefaultInterface(String address) {
    return IfAddr.of("eth0", ip(address), 24, Set.of("up", "broadcast"), true);
  }

  private static InetAddress ip(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

  private LoadedConfig load(Map<String, Object> flags, String... files) throws Exception {
    var paths = new java.util.ArrayList<String>();
    for (int i = 0; i < files.length; i++) {
      var path = folder.resolve(i + (files[i].startsWith("{") ? ".json" : ".hcl"));
      Files.writeString(path, files[i]);
      paths.add(path.toString());
    }
    return ConfigLoader.load(
        new ConfigInput(false, new Settings(flags), paths, Optional.empty(), List.of(), host));
  }

  private static Map<String, Object> dataDir() {
    return Map.of("data_dir", "/d");
  }

  @Test
  void anEmptyConfigurationHasTheDocumentedDefaults() throws Exception {
    var config = load(dataDir()).config();
    assertThat(config.node().name()).isEqualTo("machine");
    assertThat(config.node().datacenter()).isEqualTo("dc1");
    assertThat(config.addresses().bind()).isEqualTo("0.0.0.0");
    assertThat(config.addresses().advertise()).isEqualTo("10.1.2.3");
    assertThat(config.addresses().http()).containsExactly("127.0.0.1");
    assertThat(config.ports()).isEqualTo(new PortConfig(8600, 8500, -1, 8300, 8301, 8302, -1, -1));
    assertThat(config.dns().domain()).isEqualTo("consul");
    assertThat(config.dns().soa()).isEqualTo(new DnsConfig.Soa(3600, 600, 86400, 0));
    assertThat(config.dns().udpAnswerLimit()).isEqualTo(3);
    assertThat(config.maxQueryTime()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.role().server()).isFalse();
    assertThat(config.skipLeaveOnInterrupt()).isFalse();
    assertThat(config.leaveOnTerminate()).isTrue();
  }

  @Test
  void devModeIsOneServerOnLoopbackWithoutData() throws Exception {
    var input = new ConfigInput(true, Settings.EMPTY, List.of(), Optional.empty(), List.of(), host);
    var config = ConfigLoader.load(input).config();
    assertThat(config.role().server()).isTrue();
    assertThat(config.role().dev()).isTrue();
    assertThat(config.dataDir()).isEmpty();
    assertThat(config.addresses().bind()).isEqualTo("127.0.0.1");
    assertThat(config.ports().grpc()).isEqualTo(8502);
    assertThat(config.ports().grpcTls()).isEqualTo(8503);
    assertThat(config.log().level()).isEqualTo("debug");
    assertThat(config.ui().enabled()).isTrue();
    assertThat(config.http().prettyByDefault()).isTrue();
    assertThat(config.skipLeaveOnInterrupt()).isTrue();
  }

  @Test
  void laterFilesWinMapsMergeListsJoinAndFlagsComeFirstInThem() throws Exception {
    var config =
        load(
                Map.of("data_dir", "/d", "datacenter", "flag", "recursors", List.of("9.9.9.9")),
                "datacenter = \"one\" recursors = [\"1.1.1.1\"] node_meta { a = \"1\" b = \"1\" }",
                "{\"datacenter\":\"two\",\"recursors\":[\"2.2.2.2\"],\"node_meta\":{\"b\":\"2\"}}")
            .config();
    assertThat(config.node().datacenter()).isEqualTo("flag");
    assertThat(config.recursors()).containsExactly("9.9.9.9", "1.1.1.1", "2.2.2.2");
    assertThat(config.node().meta()).isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @Test
  void fragmentsComeLast() throws Exception {
    var input =
        new ConfigInput(
            true,
            new Settings(Map.of("datacenter", "flag")),
            List.of(),
            Optional.empty(),
            List.of("datacenter = \"fragment\""),
            host);
    assertThat(ConfigLoader.load(input).config().node().datacenter()).isEqualTo("fragment");
  }

  @Test
  void oldKeysFillTheNewOnes() throws Exception {
    var loaded =
        load(dataDir(), "acl_master_token = \"t\" acl_default_policy = \"deny\" ui = true");
    assertThat(loaded.config().acl().defaultPolicy()).isEqualTo("deny");
    assertThat(loaded.config().acl().tokens().initialManagement()).contains("t");
    assertThat(loaded.config().ui().enabled()).isTrue();
    assertThat(loaded.warnings()).hasSize(3).allMatch(w -> w.contains("is deprecated. Use the"));
  }

  @Test
  void servicesAndTheirChecksAreRead() throws Exception {
    var config =
        load(
                dataDir(),
                """
                service { name = "web" port = 80 tags = ["a"] meta { k = "v" }
                  weights { passing = 5 warning = 2 }
                  tagged_addresses { wan { address = "1.2.3.4" port = 81 } }
                  check { http = "http://x" interval = "10s" timeout = "1500ms" header { H = ["a", "b"] } }
                  checks = [{ ttl = "5s" id = "t" }] }
                """,
                "{\"services\":[{\"name\":\"db\",\"id\":\"db1\"}],\"check\":{\"name\":\"c\",\"ttl\":\"9s\"}}")
            .config();
    assertThat(config.services()).extracting(ServiceDefinition::id).containsExactly("web", "db1");
    var web = config.services().getFirst();
    assertThat(web.weights()).isEqualTo(new ServiceDefinition.Weights(5, 2));
    assertThat(web.taggedAddresses())
        .isEqualTo(Map.of("wan", new ServiceDefinition.TaggedAddress("1.2.3.4", 81)));
    assertThat(web.checks()).hasSize(2);
    assertThat(web.checks().getFirst().timeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(web.checks().getFirst().header()).isEqualTo(Map.of("H", List.of("a", "b")));
    assertThat(config.checks()).extracting(CheckDefinition::name).containsExactly("c");
  }

  @Test
  void dnsSettingsReachTheirRecord() throws Exception {
    var dns =
        load(
                dataDir(),
                """
                {"domain": "corp.internal.", "alt_domain": "alt.test.", "dns_config": {
                  "node_ttl": "90s", "service_ttl": {"*": "3s", "web-*": "33s"}, "only_passing": true,
                  "allow_stale": false, "a_record_limit": 4, "udp_answer_limit": 5,
                  "enable_truncate": true, "disable_compression": true, "recursor_timeout": "300ms",
                  "soa": {"refresh": 100, "retry": 200, "expire": 300, "min_ttl": 44}}}
                """)
            .config()
            .dns();
    assertThat(dns.domain()).isEqualTo("corp.internal");
    assertThat(dns.altDomain()).contains("alt.test");
    assertThat(dns.nodeTtl()).isEqualTo(Duration.ofSeconds(90));
    assertThat(dns.serviceTtl())
        .isEqualTo(Map.of("*", Duration.ofSeconds(3), "web-*", Duration.ofSeconds(33)));
    assertThat(dns.onlyPassing()).isTrue();
    assertThat(dns.allowStale()).isFalse();
    assertThat(dns.aRecordLimit()).isEqualTo(4);
    assertThat(dns.recursorTimeout()).isEqualTo(Duration.ofMillis(300));
    assertThat(dns.soa()).isEqualTo(new DnsConfig.Soa(100, 200, 300, 44));
  }

  @Test
  void severalPrivateAddressesNeedAChoice() throws IOException {
    var input =
        new ConfigInput(
            false,
            new Settings(dataDir()),
            List.of(),
            Optional.empty(),
            List.of(),
            host("10.1.2.3", "192.168.1.1"));
    assertThatThrownBy(() -> ConfigLoader.load(input))
        .hasMessage(
            "Multiple private IPv4 addresses found. Please configure one with 'bind' and/or"
                + " 'advertise'. Found: 10.1.2.3 (eth0), 192.168.1.1 (eth0)");
  }

  @Test
  void templatesAskTheMachine() throws Exception {
    var config =
        load(
                dataDir(),
                "bind_addr = \"{{ GetInterfaceIP \\\"eth0\\\" }}\" client_addr = \"{{GetPrivateIP}} 127.0.0.1\"")
            .config();
    assertThat(config.addresses().bind()).isEqualTo("10.1.2.3");
    assertThat(config.addresses().client()).containsExactly("10.1.2.3", "127.0.0.1");
  }

  @Test
  void keysWithoutAnEffectAreNamed() throws Exception {
    var loaded = load(dataDir(), "peering { enabled = false } domain = \"x\"");
    assertThat(loaded.withoutEffect()).containsExactly("peering");
    assertThat(loaded.warnings()).isEmpty();
  }
}
