package praetor.template.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.testkit.RandomTest;

/** Templates give the texts and errors of Go's text/template. */
class TemplateTest {
  private static final Functions FUNCTIONS = TestFunctions.with(Map.of("HOME", "/home/x"));

  private static String rendered(String text, Value data) throws TemplateException {
    var template = Template.parse(text, Template.Delimiters.DEFAULT, FUNCTIONS);
    return template.execute(new Template.Setting(FUNCTIONS, Template.MissingKey.ZERO), data);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '\0',
      value = {
        "{{ range $i, $e := . }}{{ if $i }},{{ end }}{{ $e }}{{ end }} § a,b,c",
        "{{ range . }}{{ . }}{{ break }}{{ end }} § a",
        "{{ with $x := index . 1 }}{{ $x }}{{ $x | len }}{{ end }} § b1",
        "{{ block \"t\" . }}{{ len . }}{{ end }} § 3",
        "{{ printf \"%-4s|%4d|%v\" \"é\" 7 . }} § é   |   7|[a b c]",
        "{{ printf \"%.1f %x %q %+d\" 3.14159 255 \"a\\n\" 3 }} § 3.1 ff \"a\\n\" +3",
        "{{ slice . 1 2 }}{{ index . 0 | printf \"%q\" }} § [b]\"a\"",
        "{{ $a := 1 }}{{ range . }}{{ $a = add $a 1 }}{{ end }}{{ $a }} § 4",
        "{{ and 1 0 }} {{ or 0 \"x\" }} {{ not 0 }} § 0 x true",
        "{{ eq 1 2 1 }} {{ lt \"a\" \"b\" }} {{ ge 2 2 }} § true true true",
        "{{ 1e3 }} {{ 0x1F }} {{ 'a' }} {{ 1_000 }} § 1000 31 97 1000",
        "{{- /* no */ -}} x {{- \"y\" -}} z § xyz",
      })
  void rendersAsGoDoes(String text, String result) throws TemplateException {
    var data = ListValue.texts(List.of("a", "b", "c"));
    assertThat(rendered(text, data)).isEqualTo(result);
  }

  @Test
  void anErrorNamesLineColumnAndNode() {
    assertThatThrownBy(() -> rendered("a\n  {{ index . 9 }}", ListValue.texts(List.of("x"))))
        .isInstanceOf(TemplateException.class)
        .hasMessage(
            "template: :2:5: executing \"\" at <index . 9>: error calling index: index out of"
                + " range: 9");
  }

  @Test
  void aTemplateThatCallsItselfForEverIsRefused() {
    assertThatThrownBy(
            () ->
                rendered(
                    "{{ define \"a\" }}{{ template \"a\" }}{{ end }}{{ template \"a\" }}",
                    Values.NIL))
        .hasMessageContaining("exceeded maximum template depth");
  }

  @Test
  void bytesThatAreNoTextSurviveEveryFunction() throws TemplateException {
    assertThat(rendered("{{ \"\\xff\\xfe\" | base64Encode }}", Values.NIL)).isEqualTo("//4=");
    assertThat(GoText.bytes(rendered("{{ slice \"é\" 0 1 }}", Values.NIL)))
        .containsExactly((byte) 0xc3);
  }

  /** Pieces that make sense together often enough. */
  private static final String[] PIECES = {
    "{{",
    "}}",
    "{{- ",
    " -}}",
    "if ",
    "else ",
    "end",
    "range ",
    "with ",
    "define \"a\"",
    "template \"a\" ",
    "block \"b\" ",
    "break",
    "continue",
    "nil",
    "true",
    "$",
    "$x",
    " := ",
    " = ",
    ", ",
    ".",
    ".A",
    ".B.C",
    "(",
    ")",
    "|",
    " ",
    "\n",
    "1",
    "-1",
    "2.5",
    "0x",
    "1i",
    "'a'",
    "\"t\"",
    "\"",
    "`r`",
    "`",
    "printf ",
    "\"%[3]*.*v %d\"",
    "index ",
    "slice ",
    "len ",
    "eq ",
    "lt ",
    "add ",
    "divide ",
    "split ",
    "join ",
    "loop ",
    "toJSON ",
    "toYAML ",
    "toTOML ",
    "parseJSON ",
    "parseYAML ",
    "regexMatch ",
    "regexReplaceAll ",
    "sprig_dict ",
    "sprig_list ",
    "sprig_substr ",
    "sprig_slice ",
    "sprig_seq ",
    "sprig_wrap ",
    "sprig_abbrev ",
    "sprig_splitn ",
    "sprig_dig ",
    "sprig_merge ",
    "sprig_toDate ",
    "sprig_semverCompare ",
    "sprig_trunc ",
    "sprig_regexSplit ",
    "sprig_round ",
    "explode ",
    "explodeMap ",
    "byTag ",
    "contains ",
    "in ",
    "indent ",
    "scratch.Set ",
    "scratch.Get ",
    "scratch.MapSet ",
    "executeTemplate ",
    "spew_sdump ",
    "timestamp ",
    "base64Decode ",
    "{",
    "}",
    "@",
    "\u0000",
    "é",
    "\\",
  };

  @Test
  void whateverTheTextOnlyTemplateErrorsComeOut() {
    RandomTest.of(20_000)
        .check(
            random -> {
              var text = new StringBuilder();
              int count = 1 + random.nextInt(14);
              for (int i = 0; i < count; i++) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
              }
              attempt(text.toString());
              attempt("{{ " + text + " }}");
            });
  }

  private static void attempt(String text) {
    var data = MapValue.ofAny();
    data.put("A", ListValue.texts(List.of("x", "y")));
    data.put("B", MapValue.texts(Map.of("C", "c")));
    try {
      rendered(text, data);
    } catch (TemplateException expected) {
      assertThat(expected.getMessage()).startsWith("template:");
    }
  }
}
