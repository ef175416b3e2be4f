package praetor.model.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static praetor.model.codec.Codecs.ANY;
import static praetor.model.codec.Codecs.BASE64;
import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.FLOAT64;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.RegisterRequest;

final class ShapeTest {
  record Thing(
      String name,
      int size,
      boolean on,
      List<String> tags,
      Map<String, String> meta,
      String hidden,
      String shown,
      Bytes data) {
    static final Shape<Thing> SHAPE =
        Shape.<Thing>of("structs.Thing")
            .field("Name", STRING, Thing::name)
            .field("Size", INT, Thing::size, Shape.Use.NOT_EMPTY)
            .field("On", BOOL, Thing::on)
            .field("Tags", Codecs.list(STRING), Thing::tags)
            .field("Meta", Codecs.nullableMap(STRING), Thing::meta)
            .field("Hidden", STRING, Thing::hidden, Shape.Use.PACK_ONLY)
            .field("Shown", STRING, Thing::shown, Shape.Use.JSON_NOT_EMPTY)
            .field("Data", BASE64, Thing::data)
            .alias("thing_name", "Name")
            .build(
                v ->
                    new Thing(
                        v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                        v.next()));
  }

  private static final Thing FULL =
      new Thing("n", 5, true, List.of("a"), Map.of("k", "v"), "h", "s", Bytes.utf8("<"));

  @Test
  void writesFieldsInTheirOrderAndLeavesOutWhatIsNotShown() {
    assertThat(json(FULL))
        .isEqualTo(
            "{\"Name\":\"n\",\"Size\":5,\"On\":true,\"Tags\":[\"a\"],\"Meta\":{\"k\":\"v\"},"
                + "\"Shown\":\"s\",\"Data\":\"PA==\"}");
    assertThat(json(Thing.SHAPE.zero()))
        .isEqualTo("{\"Name\":\"\",\"On\":false,\"Tags\":[],\"Meta\":null,\"Data\":null}");
  }

  @Test
  void writesTheZeroRecordAlikeWhetherItIsTheSharedOneOrNot() {
    var zero = new Thing("", 0, false, List.of(), Map.of(), "", "", Bytes.EMPTY);
    assertThat(json(zero)).isEqualTo(json(Thing.SHAPE.zero()));
    var list = Codecs.list(Thing.SHAPE);
    var pretty = JsonWriter.pretty();
    list.writeJson(List.of(zero, Thing.SHAPE.zero()), pretty);
    var again = JsonWriter.pretty();
    list.writeJson(List.of(Thing.SHAPE.zero(), zero), again);
    assertThat(pretty.toBytes()).isEqualTo(again.toBytes());
    var compact = JsonWriter.compact();
    list.writeJson(List.of(Thing.SHAPE.zero(), FULL, Thing.SHAPE.zero()), compact);
    assertThat(new String(compact.toBytes(), UTF_8))
        .isEqualTo("[" + json(zero) + "," + json(FULL) + "," + json(zero) + "]");
  }

  @Test
  void writesMessagePackInByteOrderOfTheNames() {
    var names = HexFormat.of().formatHex(Thing.SHAPE.toPack(Thing.SHAPE.zero()));
    assertThat(names)
        .isEqualTo(
            "87a444617461c0a648696464656ea0a44d657461c0a44e616d65a0a24f6ec2a453697a6500a45461677390");
  }

  @Test
  void readsNamesWithoutRegardToCaseAndByTheirAliases() throws DecodeException {
    assertThat(parse("{\"name\":\"n\",\"SIZE\":5,\"oN\":true}").name()).isEqualTo("n");
    assertThat(parse("{\"thing_name\":\"n\"}").name()).isEqualTo("n");
    assertThat(parse("{\"Thing_Name\":\"n\"}").name()).isEqualTo("n");
    assertThat(parse("{\"\u017fize\":5}").size()).isEqualTo(5);
  }

  @Test
  void refusesUnknownNamesOrPassesOverThem() throws DecodeException {
    var document = "{\"Bogus\\n\":1,\"Name\":\"n\"}".getBytes(UTF_8);
    assertThatThrownBy(() -> Thing.SHAPE.parse(document, JsonPath.strict()))
        .hasMessage("json: unknown field \"Bogus\\n\"");
    assertThat(Thing.SHAPE.parse(document, JsonPath.lenient()).name()).isEqualTo("n");
    assertThatThrownBy(() -> parse("{\"Hidden\":\"x\"}")).hasMessageContaining("unknown field");
  }

  @Test
  void readsNullAsAbsent() throws DecodeException {
    var nulls =
        "{\"Name\":null,\"Size\":null,\"On\":null,\"Tags\":null,\"Meta\":null,\"Data\":null}";
    assertThat(parse(nulls)).isEqualTo(Thing.SHAPE.zero());
    assertThat(parse("{\"Tags\":[null,\"a\"],\"Meta\":{\"k\":null}}").tags())
        .containsExactly("", "a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{\"Name\":1}|number into Go struct field Thing.Name of type string",
        "{\"thing_name\":1}|number into Go struct field Thing.Name of type string",
        "{\"Size\":\"1\"}|string into Go struct field Thing.Size of type int",
        "{\"Size\":1.5}|number 1.5 into Go struct field Thing.Size of type int",
        "{\"On\":[]}|array into Go struct field Thing.On of type bool",
        "{\"Tags\":{}}|object into Go struct field Thing.Tags of type []string",
        "{\"Tags\":[true]}|bool into Go struct field Thing.Tags of type string",
        "{\"Meta\":\"x\"}|string into Go struct field Thing.Meta of type map[string]string",
        "{\"Meta\":{\"a\":1}}|number into Go struct field Thing.Meta of type string",
        "{\"Data\":1}|number into Go struct field Thing.Data of type []uint8",
        "[]|array into Go value of type structs.Thing",
        "1|number into Go value of type structs.Thing",
      })
  void refusesValuesOfTheWrongTypeAsGoDoes(String document, String error) {
    assertThatThrownBy(() -> parse(document))
        .isInstanceOf(DecodeException.class)
        .hasMessage("json: cannot unmarshal " + error);
  }

  @Test
  void namesTheStructAndThePathOfNestedErrors() {
    assertThatThrownBy(
            () -> RegisterRequest.SHAPE.parseJson("{\"Service\":{\"Port\":\"x\"}}".getBytes(UTF_8)))
        .hasMessage(
            "json: cannot unmarshal string into Go struct field NodeService.Service.Port of type"
                + " int");
  }

  @ParameterizedTest
  @CsvSource({
    "!, 0",
    "YQ, 0",
    "YQ=, 3",
    "YQ==YQ==, 4",
    "Y!==, 1",
    "YWJj!, 4",
    "YQ==x, 4",
    "Y, 0",
    "Y=, 1",
    "YQ===, 4",
    "=, 0",
    "Y Q==, 1",
    "YWJjY, 4",
    "YWJjYQ, 4",
    "YWJjYQ=, 7",
    "-_==, 0",
    "YQ=x, 2",
    "YWI=x, 4",
    "YQ\\n, 1",
    "YQ=\\n, 4"
  })
  void refusesBadBase64(String text, int at) {
    assertThatThrownBy(() -> parse("{\"Data\":\"" + text + "\"}"))
        .isInstanceOf(DecodeException.class)
        .hasMessage("illegal base64 data at input byte " + at);
  }

  @ParameterizedTest
  @CsvSource({"YQ==, a", "YR==, a", "YW\\nJj, abc", "YWJj\\r\\n, abc", "YQ=\\n=, a", "YWI=, ab"})
  void readsBase64WithLineEnds(String text, String content) throws DecodeException {
    assertThat(parse("{\"Data\":\"" + text + "\"}").data()).isEqualTo(Bytes.utf8(content));
  }

  @Test
  void readsMessagePackWithUnknownAndNilFields() throws DecodeException {
    var out = new PackWriter().mapHeader(4);
    out.string("Nope").arrayHeader(1).mapHeader(1).string("x").nil();
    out.string("Name").nil().string("Size").integer(7).string("name").string("other case");
    assertThat(Thing.SHAPE.readPack(new PackReader(out.toBytes())))
        .isEqualTo(new Thing("", 7, false, List.of(), Map.of(), "", "", Bytes.EMPTY));
  }

  @Test
  void readsMessagePackFieldsInAnyOrderTheLastOfANameCounting() throws DecodeException {
    var out = new PackWriter().mapHeader(4);
    out.string("Size").integer(7).string("Name").string("a");
    out.string("Data").raw(new byte[] {1}).string("Size").integer(8);
    assertThat(Thing.SHAPE.readPack(new PackReader(out.toBytes())))
        .isEqualTo(
            new Thing("a", 8, false, List.of(), Map.of(), "", "", Bytes.owned(new byte[] {1})));
  }

  @Test
  void tellsItsFieldsToThoseWhoLookByName() {
    assertThat(Thing.SHAPE.field("Size").orElseThrow().of(FULL)).isEqualTo(5);
    assertThat(Thing.SHAPE.field("size")).isEmpty();
    assertThat(Thing.SHAPE.fields()).hasSize(8);
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThatThrownBy(() -> ANYTHING.parseJson("{\"U\":-1}".getBytes(UTF_8)))
        .hasMessageContaining("number -1 into Go struct field Anything.U of type uint64");
    assertThatThrownBy(() -> ANYTHING.parseJson("{\"U\":18446744073709551616}".getBytes(UTF_8)))
        .hasMessageContaining("number 18446744073709551616");
    assertThatThrownBy(() -> ANYTHING.parseJson("{\"F\":1e400}".getBytes(UTF_8)))
        .hasMessageContaining("number 1e400 into Go struct field Anything.F of type float64");
  }

  // As a proxy's Config came back from Consul 1.21.
  @Test
  void keepsFreeFormJsonAsGoKeepsIt() throws DecodeException {
    var document =
        "{\"Any\":{\"b\":1.0,\"a\":{\"z\":1,\"y\":null},\"e\":1e30,\"f\":1e-7,\"n\":-0,"
            + "\"big\":9007199254740993,\"y\":12345678901234567890,\"x\":[1,2.50,true,\"s\"]}}";
    assertThat(new String(ANYTHING.toJson(ANYTHING.parseJson(document.getBytes(UTF_8))), UTF_8))
        .isEqualTo(
            "{\"U\":0,\"F\":0,\"Any\":{\"a\":{\"y\":null,\"z\":1},\"b\":1,"
                + "\"big\":9007199254740992,\"e\":1e+30,\"f\":1e-7,\"n\":-0,"
                + "\"x\":[1,2.5,true,\"s\"],\"y\":12345678901234567000}}");
    assertThatThrownBy(() -> ANYTHING.parseJson("{\"Any\":[1e400]}".getBytes(UTF_8)))
        .hasMessageContaining("number 1e400 into Go struct field Anything.Any of type float64");
  }

  record Anything(long u, double f, JsonValue any) {}

  private static final Shape<Anything> ANYTHING =
      Shape.<Anything>of("structs.Anything")
          .uint64("U", Anything::u)
          .field("F", FLOAT64, Anything::f)
          .field("Any", ANY, Anything::any)
          .build(v -> new Anything(v.next(), v.next(), v.next()));

  private static Thing parse(String document) throws DecodeException {
    return Thing.SHAPE.parseJson(document.getBytes(UTF_8));
  }

  private static String json(Thing thing) {
    return new String(Thing.SHAPE.toJson(thing), UTF_8);
  }

  record Envelope(String to, Thing content, boolean sealed) {
    static final Shape<Envelope> SHAPE =
        Shape.<Envelope>of("structs.Envelope")
            .field("To", STRING, Envelope::to)
            .embed(Thing.SHAPE, Envelope::content)
            .field("Sealed", BOOL, Envelope::sealed)
            .build(v -> new Envelope(v.next(), v.next(), v.next()));
  }

  @Test
  void anEmbeddedRecordStandsAmongTheFieldsOfTheOuterOne() throws DecodeException {
    var envelope = new Envelope("me", FULL, true);
    var packed = Envelope.SHAPE.toPack(envelope);
    assertThat(Envelope.SHAPE.readPack(new PackReader(packed)))
        .isEqualTo(new Envelope("me", withoutShown(FULL), true));
    assertThat(Thing.SHAPE.readPack(new PackReader(packed))).isEqualTo(withoutShown(FULL));
    assertThat(Envelope.SHAPE.parseJson("{\"to\":\"me\",\"NAME\":\"n\"}".getBytes(UTF_8)))
        .extracting(Envelope::to, read -> read.content().name())
        .containsExactly("me", "n");
    assertThat(Envelope.SHAPE.zero()).isEqualTo(new Envelope("", Thing.SHAPE.zero(), false));
  }

  private static Thing withoutShown(Thing thing) {
    return new Thing(
        thing.name(),
        thing.size(),
        thing.on(),
        thing.tags(),
        thing.meta(),
        thing.hidden(),
        "",
        thing.data());
  }
}
