package praetor.dns;

import java.util.Optional;

/**
 * A question as it arrived.
 *
 * @param id to be given back
 * @param bits the second word of the header: opcode and flags
 * @param name with its letters, which are given back too
 * @param type number of the type asked for
 * @param qclass number of the class; not looked at, given back
 * @param edns present when the message had an OPT record
 */
record Question(int id, int bits, DnsName name, int type, int qclass, Optional<Edns> edns) {
  static final int BIT_QR = 0x8000;
  static final int BITS_OPCODE = 0x7800;
  static final int BIT_AA = 0x0400;
  static final int BIT_TC = 0x0200;
  static final int BIT_RD = 0x0100;
  static final int BIT_RA = 0x0080;
  static final int BIT_AD = 0x0020;
  static final int BIT_CD = 0x0010;

  /** A NOTIFY is answered like a query, but its RD and CD mean nothing. */
  static final int OPCODE_NOTIFY = 4 << 11;

  /** The name of a CNAME or SRV target, asked inside. */
  Question about(DnsName other) {
    return new Question(id, bits, other, DnsType.ANY, qclass, Optional.empty());
  }

  boolean asks(int wanted) {
    return type == wanted || type == DnsType.ANY;
  }

  /**
   * The OPT record of a question.
   *
   * @param payloadBytes how large an answer the asker takes over UDP
   */
  record Edns(int payloadBytes, Optional<ClientSubnet> subnet) {}
}
