package praetor.it;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.Arrays;

/**
 * A recursor that knows one address: every question for an IPv4 address gets 192.0.2.7, all others
 * nothing. A program for containers, without anything but the JDK.
 *
 * <p>Source: RFC 1035 section 4.1.
 */
final class OneNameServer {
  static final String ADDRESS = "192.0.2.7";

  private static final int PORT = 53;
  private static final int PACKET_MAX_BYTES = 4_096;
  private static final int HEADER_BYTES = 12;
  private static final int TYPE_A = 1;

  /** A pointer to the name of the question, A, IN, 60 seconds, four bytes. */
  private static final byte[] RECORD = {
    (byte) 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, (byte) 192, 0, 2, 7
  };

  private OneNameServer() {}

  public static void main(String[] args) throws IOException {
    try (var socket = new DatagramSocket(PORT)) {
      while (true) {
        var packet = new DatagramPacket(new byte[PACKET_MAX_BYTES], PACKET_MAX_BYTES);
        socket.receive(packet);
        var answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    }
  }

  private static byte[] answer(byte[] query) {
    int end = HEADER_BYTES;
    while (query[end] != 0) {
      end += query[end] + 1;
    }
    boolean isAddress = query[end + 2] == TYPE_A;
    int questionEnd = end + 5;
    var answer = Arrays.copyOf(query, questionEnd + (isAddress ? RECORD.length : 0));
    // An answer, recursion wanted and available; one question, no other records.
    answer[2] = (byte) 0x81;
    answer[3] = (byte) 0x80;
    Arrays.fill(answer, 6, HEADER_BYTES, (byte) 0);
    if (isAddress) {
      answer[7] = 1;
      System.arraycopy(RECORD, 0, answer, questionEnd, RECORD.length);
    }
    return answer;
  }
}
