package praetor.testkit.vectors.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.testkit.vectors.JsonText;

class MessageDecoderTest {
  private static final int POINTER_TO_QUESTION = 0xC00C;
  private final MessageDecoder decoder = new MessageDecoder(new RecordData(8300));

  @Test
  void aMessageReadsAsTheRecordingsWriteIt() {
    var message = answer(0x8580, "SRV");
    message.u16(POINTER_TO_QUESTION).u16(33).u16(1).u32(5).u16(12);
    message.u16(1).u16(2).u16(8300).name("n1.").u16(0).u16(0);
    assertThat(decoder.decode(cut(message, 2)).notation().toString())
        .isEqualTo(
            json(
                "{'rcode':'NOERROR','flags':'qr aa rd ra','question':['Web. SRV IN'],"
                    + "'answer':['Web. 5 IN SRV 1 2 @SERVER_PORT@ n1.'],'authority':[],'additional':[]}"));
  }

  /** The first bytes of a message without the last ones. */
  private static byte[] cut(DnsWriter message, int last) {
    var bytes = message.toBytes();
    return Arrays.copyOf(bytes, bytes.length - last);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "A;0a000001;10.0.0.1",
        "AAAA;20010db8000000000000000000000001;2001:db8::1",
        "TXT;0161026222;\"a\" \"b\\\"\"",
        "TXT;15636f6e73756c2d76657273696f6e3d312e32312e34;\"consul-version=@VERSION@\"",
        "MX;000a016100;10 a.",
        "CNAME;0341623a022e4000;Ab:.\\.\\@.",
        "SOA;016100016200000000070000000100000002000000030000000a;a. b. @SERIAL@ 1 2 3 10",
        "HTTPS;000100;\\# 3 000100"
      })
  void dataReadsAsInZoneFiles(String type, String hex, String text) {
    var data = HexFormat.of().parseHex(hex);
    var message = answer(0x8000, type).u16(POINTER_TO_QUESTION);
    message.u16(DnsCodes.type(type)).u16(1).u32(0).u16(data.length).bytes(data);
    assertThat(decoder.decode(message.toBytes()).notation().path("answer").path(0).stringValue())
        .isEqualTo("Web. 0 IN " + type + " " + text);
  }

  @Test
  void ednsAndItsSubnetBecomeAField() {
    var message = new DnsWriter().u16(1).u16(0x8000).u16(0).u16(0).u16(0).u16(1);
    message.u8(0).u16(41).u16(4096).u8(1).u8(0).u16(0x8000).u16(15);
    message.u16(8).u16(7).u16(1).u8(24).u8(16).bytes(new byte[] {10, 1, 2}).u16(10).u16(0);
    assertThat(decoder.decode(message.toBytes()).notation())
        .isEqualTo(
            JsonText.object(
                json(
                    "{'rcode':'RCODE16','flags':'qr','question':[],'answer':[],'authority':[],"
                        + "'additional':[],'edns':{'size':4096,'version':0,'do':true,"
                        + "'ecs':'10.1.2.0/24/16','option10':''}}")));
  }

  @Test
  void opcodesWithoutANameAreNumbers() {
    var notify = new DnsWriter().u16(1).u16(0x8000 | 4 << 11).u32(0).u32(0);
    var seventh = new DnsWriter().u16(1).u16(0x8000 | 7 << 11).u32(0).u32(0);
    assertThat(decoder.decode(notify.toBytes()).notation().path("opcode").toString())
        .isEqualTo("\"NOTIFY\"");
    assertThat(decoder.decode(seventh.toBytes()).notation().path("opcode").toString())
        .isEqualTo("7");
  }

  @Test
  void brokenMessagesAreRefused() {
    var loop = new DnsWriter().u16(1).u16(0x8000).u16(1).u16(0).u16(0).u16(0).u16(0xC00C);
    assertThatIllegalArgumentException().isThrownBy(() -> decoder.decode(loop.toBytes()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.decode(new byte[] {1, 2, 3}))
        .withMessage("no message: 010203");
  }

  /** A message up to its one answer. */
  private static DnsWriter answer(int bits, String type) {
    var message = new DnsWriter().u16(1).u16(bits).u16(1).u16(1).u16(0).u16(0);
    return message.name("Web").u16(DnsCodes.type(type)).u16(1);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
