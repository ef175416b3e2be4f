package praetor.dns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a recursor answered. Whatever the bytes are, the result is a value. */
final class AnswerReader {
  private final WireCursor cursor;

  private AnswerReader(byte[] message) {
    this.cursor = new WireCursor(message, message.length);
  }

  /** Whether a message is an answer to this question; its class may differ. */
  static boolean isAnswerTo(byte[] message, DnsName name, int type) {
    return message.length >= WireCursor.HEADER_BYTES
        && new AnswerReader(message).answers(name, type);
  }

  static int rcode(byte[] answer) {
    return answer[3] & 0x0f;
  }

  static boolean isTruncated(byte[] answer) {
    return ((answer[2] << 8) & Question.BIT_TC) != 0;
  }

  /**
   * The address, alias and text records in the answer section; other types are left out, and so is
   * everything from the first malformed record on.
   *
   * @param answer a message for which {@link #isAnswerTo} holds
   */
  static List<ResourceRecord> records(byte[] answer, DnsName name, int type) {
    var reader = new AnswerReader(answer);
    return reader.answers(name, type) ? reader.records() : List.of();
  }

  private boolean answers(DnsName name, int type) {
    if ((cursor.bits() & Question.BIT_QR) == 0 || cursor.questionCount() != 1) {
      return false;
    }
    var given = cursor.name();
    if (given == null || cursor.left() < 4 || !given.equalsIgnoreCase(name)) {
      return false;
    }
    int answered = cursor.nextU16();
    cursor.offset += 2;
    return answered == type;
  }

  private List<ResourceRecord> records() {
    var records = new ArrayList<ResourceRecord>();
    for (int i = 0; i < cursor.answerCount() && cursor.left() > 0; i++) {
      int type = cursor.enterRecord();
      if (type < 0) {
        return records;
      }
      int next = cursor.offset + cursor.recordLength;
      var data = data(type, next);
      if (data != null) {
        records.add(new ResourceRecord(cursor.recordOwner, cursor.recordTtl, data));
      }
      cursor.offset = next;
    }
    return records;
  }

  private @Nullable Rdata data(int type, int next) {
    int length = cursor.recordLength;
    return switch (type) {
      case DnsType.A ->
          length == 4 ? new Rdata.A((cursor.nextU16() << 16) | cursor.nextU16()) : null;
      case DnsType.AAAA -> length == 16 ? new Rdata.Aaaa(bytesUntil(next)) : null;
      case DnsType.TXT -> new Rdata.Txt(bytesUntil(next));
      case DnsType.CNAME -> alias();
      default -> null;
    };
  }

  private @Nullable Rdata alias() {
    var target = cursor.name();
    return target == null ? null : new Rdata.Host(DnsType.CNAME, target);
  }

  private byte[] bytesUntil(int next) {
    return Arrays.copyOfRange(cursor.message, cursor.offset, next);
  }
}
