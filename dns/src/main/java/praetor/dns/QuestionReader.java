package praetor.dns;

import java.util.Optional;

/**
 * Reads a message that arrived. Whatever its bytes are, the result is a value.
 *
 * <p>Source: RFC 1035 section 4.1, RFC 6891; which malformed message gets which answer was observed
 * on Consul 1.21.4 with raw packets.
 */
final class QuestionReader {
  /** Most records that a question may carry in its additional section: OPT and a signature. */
  private static final int ADDITIONAL_MAX = 2;

  private static final int OPTION_SUBNET = 8;
  private static final int OPTION_HEADER_BYTES = 4;

  /** Bits of a question's header that a rejection gives back. */
  private static final int KEPT_BITS =
      Question.BIT_TC | Question.BIT_RD | Question.BIT_RA | Question.BIT_AD | Question.BIT_CD;

  private final WireCursor cursor;
  private Optional<Question.Edns> edns = Optional.empty();

  private QuestionReader(WireCursor cursor) {
    this.cursor = cursor;
  }

  static Received read(byte[] message, int length) {
    return length < WireCursor.HEADER_BYTES
        ? new Received.Ignored()
        : new QuestionReader(new WireCursor(message, length)).read();
  }

  private Received read() {
    int bits = cursor.bits();
    if ((bits & Question.BIT_QR) != 0) {
      return new Received.Ignored();
    }
    int opcode = bits & Question.BITS_OPCODE;
    if (opcode != 0 && opcode != Question.OPCODE_NOTIFY) {
      return rejected(opcode | Rcode.NOTIMP);
    }
    if (cursor.questionCount() != 1
        || cursor.answerCount() > 1
        || cursor.authorityCount() > 1
        || cursor.additionalCount() > ADDITIONAL_MAX) {
      return rejected(Rcode.FORMERR);
    }
    return cursor.left() == 0 ? new Received.Bare(cursor.id(), bits) : readBody();
  }

  private Received readBody() {
    var name = cursor.name();
    // The type may be missing altogether, the class in part: then they are 0.
    if (name == null || cursor.left() == 1) {
      return rejected(Rcode.FORMERR);
    }
    int type = cursor.left() > 0 ? cursor.nextU16() : 0;
    int qclass = 0;
    if (cursor.left() >= 2) {
      qclass = cursor.nextU16();
    } else {
      cursor.offset = cursor.end;
    }
    boolean sound =
        cursor.skipRecords(cursor.answerCount() + cursor.authorityCount()) && readAdditional();
    var question = new Question(cursor.id(), cursor.bits(), name, type, qclass, edns);
    return sound ? new Received.Asked(question) : rejected(Rcode.FORMERR, Optional.of(question));
  }

  private Received rejected(int code) {
    return rejected(code, Optional.empty());
  }

  private Received rejected(int code, Optional<Question> question) {
    int bits = Question.BIT_QR | (cursor.bits() & KEPT_BITS) | code;
    return new Received.Rejected(cursor.id(), bits, question);
  }

  private boolean readAdditional() {
    for (int i = 0; i < cursor.additionalCount() && cursor.left() > 0; i++) {
      int type = cursor.enterRecord();
      if (type < 0) {
        return false;
      }
      int next = cursor.offset + cursor.recordLength;
      if (type == DnsType.OPT && edns.isEmpty() && !readOptions(next)) {
        return false;
      }
      cursor.offset = next;
    }
    return true;
  }

  private boolean readOptions(int next) {
    Optional<ClientSubnet> subnet = Optional.empty();
    while (cursor.offset < next) {
      if (next - cursor.offset < OPTION_HEADER_BYTES) {
        return false;
      }
      int code = cursor.nextU16();
      int length = cursor.nextU16();
      if (length > next - cursor.offset) {
        return false;
      }
      if (code == OPTION_SUBNET) {
        var read = ClientSubnet.read(cursor.message, cursor.offset, length);
        if (read.isEmpty()) {
          return false;
        }
        subnet = subnet.or(() -> read);
      }
      cursor.offset += length;
    }
    edns = Optional.of(new Question.Edns(cursor.recordClass, subnet));
    return true;
  }
}
