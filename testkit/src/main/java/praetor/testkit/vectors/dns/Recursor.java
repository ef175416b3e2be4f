package praetor.testkit.vectors.dns;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import praetor.testkit.net.FreePorts;
import praetor.testkit.vectors.JsonText;
import tools.jackson.databind.JsonNode;

/**
 * A stand-in for an upstream server that answers from a table and notes what it was asked.
 *
 * <p>The table maps {@code name. TYPE}, in any letter case, to lines, to an object with {@code
 * rcode}, {@code answer} and {@code tc_udp}, or to {@code silence}; {@code *} is for all else,
 * which is NXDOMAIN unless given. Answers over UDP and TCP on one loopback port until closed.
 */
public final class Recursor implements AutoCloseable {
  private static final int MESSAGE_MAX_BYTES = 65_535;
  private static final int READ_MAX_MS = 2_000;
  private static final int BACKLOG = 8;
  // A response to a recursive question from a server that recurses.
  private static final int QR_RD_RA = 0x8180;
  private static final int TC = 0x0200;
  private static final JsonNode NXDOMAIN = JsonText.object("{\"rcode\": \"NXDOMAIN\"}");

  private final Map<String, JsonNode> table = new HashMap<>();
  private final String label;
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final MessageDecoder decoder = new MessageDecoder(new RecordData(0));
  private final DatagramSocket udp;
  private final ServerSocket tcp;

  private Recursor(JsonNode table, String label, DatagramSocket udp, ServerSocket tcp) {
    table
        .properties()
        .forEach(
            entry -> this.table.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()));
    this.label = label;
    this.udp = udp;
    this.tcp = tcp;
  }

  /**
   * Starts a stand-in on a free port.
   *
   * @param label how notes of what it was asked name it
   */
  public static Recursor start(JsonNode table, String label) throws IOException {
    var loopback = InetAddress.ofLiteral("127.0.0.1");
    int port = FreePorts.next();
    var udp = new DatagramSocket(new InetSocketAddress(loopback, port));
    var recursor = new Recursor(table, label, udp, new ServerSocket(port, BACKLOG, loopback));
    Thread.ofVirtual().name(label + " udp").start(recursor::serveUdp);
    Thread.ofVirtual().name(label + " tcp").start(recursor::serveTcp);
    return recursor;
  }

  public String address() {
    return "127.0.0.1:" + tcp.getLocalPort();
  }

  /** What it was asked since {@link #forget}, each as {@code label transport name type rd=True}. */
  public List<String> seen() {
    return List.copyOf(seen);
  }

  public void forget() {
    seen.clear();
  }

  private void serveUdp() {
    while (!udp.isClosed()) {
      var packet = new DatagramPacket(new byte[MESSAGE_MAX_BYTES], MESSAGE_MAX_BYTES);
      try {
        udp.receive(packet);
        var query = Arrays.copyOf(packet.getData(), packet.getLength());
        var reply = reply(query, DnsExchange.UDP);
        if (reply.isPresent()) {
          var bytes = reply.get();
          udp.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        }
      } catch (SocketException e) {
        // Closing ends the wait in this way.
        note(udp.isClosed(), e);
      } catch (IOException | IllegalArgumentException e) {
        note(false, e);
      }
    }
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try (var connection = tcp.accept()) {
        answer(connection);
      } catch (IOException | IllegalArgumentException e) {
        note(tcp.isClosed(), e);
      }
    }
  }

  private void answer(Socket connection) throws IOException {
    connection.setSoTimeout(READ_MAX_MS);
    var in = new DataInputStream(connection.getInputStream());
    var query = new byte[in.readUnsignedShort()];
    in.readFully(query);
    var reply = reply(query, DnsExchange.TCP);
    if (reply.isPresent()) {
      var framed = new DnsWriter().u16(reply.get().length).bytes(reply.get());
      connection.getOutputStream().write(framed.toBytes());
    }
  }

  /** A question that went wrong shows up among those seen, where no recording expects it. */
  private void note(boolean expected, Exception e) {
    if (!expected) {
      seen.add(label + " failed: " + e);
    }
  }

  private Optional<byte[]> reply(byte[] query, String transport) {
    var message = decoder.decode(query);
    var words = message.questions().getFirst().split(" ", 3);
    var edns = message.notation().path("edns");
    seen.add(
        "%s %s %s %s rd=%s%s"
            .formatted(
                label,
                transport,
                words[0],
                words[1],
                message.hasFlag("rd") ? "True" : "False",
                edns.isMissingNode() ? "" : " edns=" + edns.path("size").intValue()));
    return entry(words[0] + " " + words[1])
        .map(entry -> encode(message.id(), words[0], words[1], entry, transport));
  }

  private Optional<JsonNode> entry(String question) {
    var otherwise = table.getOrDefault("*", NXDOMAIN);
    return Optional.of(table.getOrDefault(question.toLowerCase(Locale.ROOT), otherwise))
        .filter(entry -> !entry.isString());
  }

  private static byte[] encode(int id, String name, String type, JsonNode entry, String transport) {
    boolean cut = entry.path("tc_udp").asBoolean(false) && transport.equals(DnsExchange.UDP);
    var answer = entry.isArray() ? entry : entry.path("answer");
    var lines = cut ? List.<JsonNode>of() : List.copyOf(answer.values());
    int bits = QR_RD_RA | DnsCodes.rcode(entry.path("rcode").asString("NOERROR")) | (cut ? TC : 0);
    var out = new DnsWriter().u16(id).u16(bits).u16(1).u16(lines.size()).u16(0).u16(0);
    out.name(name).u16(DnsCodes.type(type)).u16(1);
    lines.forEach(line -> writeRecord(out, line.stringValue()));
    return out.toBytes();
  }

  private static void writeRecord(DnsWriter out, String line) {
    var words = line.split(" ", 5);
    var data = RecordData.encode(words[3], words[4]);
    out.name(words[0]).u16(DnsCodes.type(words[3])).u16(1);
    out.u32(Long.parseLong(words[1])).u16(data.length).bytes(data);
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }
}
