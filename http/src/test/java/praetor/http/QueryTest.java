package praetor.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryTest {
  @Test
  void flagIsPresentWithoutAValue() {
    var query = Query.parse("recurse&keys=&pretty=false");
    assertThat(query.has("recurse")).isTrue();
    assertThat(query.has("keys")).isTrue();
    assertThat(query.has("pretty")).isTrue();
    assertThat(query.has("raw")).isFalse();
    assertThat(query.first("recurse")).contains("");
    assertThat(query.first("raw")).isEmpty();
  }

  @Test
  void repeatedNamesKeepAllTheirValuesInOrder() {
    var query = Query.parse("tag=v1&near=a&tag=v2&tag");
    assertThat(query.all("tag")).containsExactly("v1", "v2", "");
    assertThat(query.get("tag")).isEqualTo("v1");
    assertThat(query.all("none")).isEmpty();
  }

  @Test
  void plusIsABlankAndPercentAnyByte() {
    var query = Query.parse("a+b=c%20d&k%C5%BE=%c5%be&plus=%2B&raw=\u00c5\u00be");
    assertThat(query.get("a b")).isEqualTo("c d");
    assertThat(query.get("kž")).isEqualTo("ž");
    assertThat(query.get("plus")).isEqualTo("+");
    assertThat(query.get("raw")).isEqualTo("ž");
  }

  @Test
  void onlyTheFirstEqualsSignSeparates() {
    assertThat(Query.parse("filter=a==b").get("filter")).isEqualTo("a==b");
    assertThat(Query.parse("=v").get("")).isEqualTo("v");
  }

  @Test
  void emptyPartsAreSkipped() {
    var query = Query.parse("&&a=1&");
    assertThat(query.isMalformed()).isFalse();
    assertThat(query.encoded()).isEqualTo("a=1");
    assertThat(Query.parse("").isEmpty()).isTrue();
  }

  @Test
  void badEscapesAndSemicolonsAreReportedAndTheRestStands() {
    for (var bad : new String[] {"%zz", "a=%", "a=%1", "a;b", "a=1;b=2", "%=x"}) {
      var query = Query.parse(bad + "&good=1");
      assertThat(query.isMalformed()).as(bad).isTrue();
      assertThat(query.get("good")).as(bad).isEqualTo("1");
    }
  }

  @Test
  void encodesSortedByNameAsGoDoes() {
    assertThat(Query.parse("cas=1&acquire=a b/c&flags=~&cas=0").encoded())
        .isEqualTo("acquire=a+b%2Fc&cas=1&cas=0&flags=~");
  }
}
