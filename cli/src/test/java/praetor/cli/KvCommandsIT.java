package praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One-shot commands against a server that answers as Consul 1.21.4 was seen to answer. */
class KvCommandsIT {

  private static final String PAIR =
      "[{\"LockIndex\":0,\"Key\":\"a\",\"Flags\":42,\"Value\":\"Z3LDvMOfZQ==\","
          + "\"CreateIndex\":18,\"ModifyIndex\":655}]";

  private final Map<String, String> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** 200 with the answer kept for the request, or 404 without one. */
  private void answer(HttpExchange exchange) throws IOException {
    var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(request + (body.isEmpty() ? "" : " " + body));
    byte[] answer = answers.getOrDefault(request, "").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(
        answers.containsKey(request) ? 200 : 404, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private CliRun run(String... words) {
    return runWithInput("", words);
  }

  private CliRun runWithInput(String stdin, String... words) {
    var address = "127.0.0.1:" + server.getAddress().getPort();
    return CliRun.of(List.of(words), Map.of("CONSUL_HTTP_ADDR", address), stdin);
  }

  private static CliRun success(String stdout) {
    return new CliRun(0, stdout, "");
  }

  private static CliRun failure(String stderr) {
    return new CliRun(1, "", stderr);
  }

  @Test
  void getPrintsAValue() {
    answers.put("GET /v1/kv/a", PAIR);
    assertThat(run("kv", "get", "a")).isEqualTo(success("grüße\n"));
    assertThat(run("kv", "get", "-base64", "/a")).isEqualTo(success("Z3LDvMOfZQ==\n"));
    assertThat(run("kv", "get", "-detailed", "a").stdout())
        .isEqualTo(
            """
            CreateIndex      18
            Flags            42
            Key              a
            LockIndex        0
            ModifyIndex      655
            Session          -
            Value            grüße
            """);
  }

  @Test
  void getWithoutAKeyThatExistsIsAnError() {
    assertThat(run("kv", "get", "x")).isEqualTo(failure("Error! No key exists at: x\n"));
    assertThat(run("kv", "get")).isEqualTo(failure("Error! Missing KEY argument\n"));
    assertThat(run("kv", "get", "-keys", "x")).isEqualTo(success(""));
    assertThat(run("kv", "get", "-recurse", "x")).isEqualTo(success(""));
  }

  @Test
  void keysAreListedUpToTheSeparator() {
    answers.put("GET /v1/kv/dir?keys=&separator=%2F", "[\"dir/\",\"dir/a\"]");
    assertThat(run("kv", "get", "-keys", "dir")).isEqualTo(success("dir/\ndir/a\n"));
    run("kv", "get", "-keys", "-separator=", "dir");
    assertThat(asked).last().isEqualTo("GET /v1/kv/dir?keys=");
  }

  @Test
  void putSendsConditionsAndTellsWhatHappened() {
    answers.put("PUT /v1/kv/k?cas=7&flags=3", "true");
    answers.put("PUT /v1/kv/k?cas=8", "false");
    answers.put("PUT /v1/kv/k?acquire=s1", "true");
    assertThat(run("kv", "put", "-cas", "-modify-index=7", "-flags=3", "k", "v"))
        .isEqualTo(success("Success! Data written to: k\n"));
    assertThat(run("kv", "put", "-cas", "-modify-index=8", "k", "v"))
        .isEqualTo(failure("Error! Did not write to k: CAS failed\n"));
    assertThat(runWithInput("typed in", "kv", "put", "-acquire", "-session=s1", "k", "-"))
        .isEqualTo(success("Success! Lock acquired on: k\n"));
    assertThat(asked)
        .containsExactly(
            "PUT /v1/kv/k?cas=7&flags=3 v",
            "PUT /v1/kv/k?cas=8 v",
            "PUT /v1/kv/k?acquire=s1 typed in");
  }

  @Test
  void putOfTextThatIsNotBase64WritesNothingAndSaysSo() {
    answers.put("PUT /v1/kv/k", "true");
    assertThat(run("kv", "put", "-base64", "k", "%%%"))
        .isEqualTo(
            new CliRun(
                0,
                "Success! Data written to: k\n",
                "Error! Cannot base 64 decode data: illegal base64 data at input byte 0\n"));
    assertThat(asked).containsExactly("PUT /v1/kv/k");
  }

  @Test
  void deleteRefusesContradictions() {
    answers.put("DELETE /v1/kv/?recurse=", "true");
    assertThat(run("kv", "delete", "-recurse"))
        .isEqualTo(success("Success! Deleted keys with prefix: \n"));
    assertThat(run("kv", "delete", "-modify-index=1", "k"))
        .isEqualTo(failure("Cannot specify -modify-index without -cas!\n"));
    assertThat(run("kv", "delete", "-cas", "-modify-index=1", "-recurse", "k"))
        .isEqualTo(failure("Cannot specify both -cas and -recurse!\n"));
  }

  @Test
  void exportedKeysCanBeImported() {
    answers.put("GET /v1/kv/?recurse=", PAIR);
    answers.put("PUT /v1/kv/p/a?flags=42", "true");
    var exported = run("kv", "export");
    assertThat(exported.stdout())
        .isEqualTo(
            "[\n\t{\n\t\t\"key\": \"a\",\n\t\t\"flags\": 42,\n\t\t\"value\": \"Z3LDvMOfZQ==\"\n\t}\n]\n");
    assertThat(runWithInput(exported.stdout(), "kv", "import", "-prefix=p/", "-"))
        .isEqualTo(success("Imported: p/a\n"));
    assertThat(asked).last().isEqualTo("PUT /v1/kv/p/a?flags=42 grüße");
  }

  @Test
  void membersAreSortedAndFilteredByStatus() {
    answers.put(
        "GET /v1/agent/members?segment=_all",
        """
        [{"Name":"web","Addr":"10.0.0.2","Port":8301,"Status":4,"ProtocolCur":2,
          "Tags":{"role":"node","dc":"dc1","vsn":"2","build":"1.21.4:abc","segment":""}},
         {"Name":"n1","Addr":"::1","Port":8301,"Status":1,"ProtocolCur":2,
          "Tags":{"role":"consul","dc":"dc1","vsn":"2","build":"1.21.4:"}}]
        """);
    assertThat(run("members"))
        .isEqualTo(
            success(
                """
                Node  Address        Status  Type    Build   Protocol  DC   Partition  Segment
                n1    [::1]:8301     alive   server  1.21.4  2         dc1  default    <all>
                web   10.0.0.2:8301  failed  client  1.21.4  2         dc1  default    <default>
                """));
    assertThat(run("members", "-status=left")).isEqualTo(new CliRun(2, "", ""));
    assertThat(run("members", "-status=("))
        .isEqualTo(
            failure(
                "Failed to compile status regexp: error parsing regexp: missing closing ): `(`\n"));
  }

  @Test
  void catalogTablesAreAligned() {
    answers.put(
        "GET /v1/catalog/nodes?node-meta=role%3Afront",
        """
        [{"ID":"40e4a748-2192-161a-0510-9bf59fe950b5","Node":"web1","Address":"10.0.0.1",
          "Datacenter":"dc1","TaggedAddresses":{"wan":"1.2.3.4","lan":"10.0.0.1"},"Meta":{"role":"front"}}]
        """);
    answers.put("GET /v1/catalog/services", "{\"web\":[\"b\",\"a\"],\"consul\":[]}");
    assertThat(run("catalog", "nodes", "-node-meta", "role=front"))
        .isEqualTo(success("Node  ID        Address   DC\nweb1  40e4a748  10.0.0.1  dc1\n"));
    assertThat(run("catalog", "services", "-tags"))
        .isEqualTo(success("consul      \nweb         a,b\n"));
    assertThat(run("catalog", "services", "-node=x"))
        .isEqualTo(failure("Error listing services for node: Unexpected response code: 404 ()\n"));
  }

  @Test
  void infoPrintsBlocksInOrder() {
    answers.put(
        "GET /v1/agent/self",
        "{\"Stats\":{\"raft\":{\"term\":\"2\",\"state\":\"Leader\"},\"agent\":{\"checks\":\"0\"}}}");
    assertThat(run("info"))
        .isEqualTo(success("agent:\n\tchecks = 0\nraft:\n\tstate = Leader\n\tterm = 2\n"));
  }

  @Test
  void listPeersTellsWhoTrailsBehindTheLeader() {
    answers.put(
        "GET /v1/operator/raft/configuration?stale=",
        """
        {"Servers":[{"ID":"i1","Node":"n1","Address":"10.0.0.1:8300","Leader":true,"Voter":true,
          "ProtocolVersion":"3","LastIndex":100},
         {"ID":"i2","Node":"n2","Address":"10.0.0.2:8300","Leader":false,"Voter":true,
          "ProtocolVersion":"3","LastIndex":99}],"Index":0}
        """);
    assertThat(run("operator", "raft", "list-peers", "-stale"))
        .isEqualTo(
            success(
                """
                Node  ID  Address        State     Voter  RaftProtocol  Commit Index  Trails Leader By
                n1    i1  10.0.0.1:8300  leader    true   3             100           -
                n2    i2  10.0.0.2:8300  follower  true   3             99            1 commit
                """));
  }
}
