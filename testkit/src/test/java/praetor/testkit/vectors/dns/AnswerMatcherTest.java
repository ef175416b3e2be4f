package praetor.testkit.vectors.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import praetor.testkit.vectors.JsonText;

class AnswerMatcherTest {

  @Test
  void theSameAnswerFits() {
    var answer = "{'rcode':'NOERROR','flags':'qr aa','edns':{'size':4096},'answer':['a','b']}";
    assertThat(difference(answer, answer)).isEmpty();
  }

  @Test
  void fieldsOutsideTheSectionsMustBeEqual() {
    assertThat(difference("{'flags':'qr aa'}", "{'flags':'qr aa tc'}"))
        .contains("flags: expected \"qr aa\", got \"qr aa tc\"");
    assertThat(difference("{}", "{'silence':true}")).isPresent();
    assertThat(difference("{'edns':{'size':4096,'do':true}}", "{'edns':{'size':4096,'do':false}}"))
        .isPresent();
  }

  @Test
  void listsAreComparedInOrder() {
    assertThat(difference("{'answer':['a','b']}", "{'answer':['b','a']}"))
        .contains("answer: expected in this order [a, b], got [b, a]");
    assertThat(difference("{}", "{'additional':['a']}"))
        .contains("additional: expected in this order [], got [a]");
    assertThat(difference("{'authority':['a']}", "{}")).isPresent();
  }

  @Test
  void shuffledRecordsComeInAnyOrder() {
    assertThat(difference("{'answer':{'shuffled':['a','b']}}", "{'answer':['b','a']}")).isEmpty();
    assertThat(difference("{'answer':{'shuffled':['a','b']}}", "{'answer':['b','b']}")).isPresent();
    assertThat(difference("{'answer':{'shuffled':['a','b']}}", "{'answer':['b']}")).isPresent();
  }

  @Test
  void aCountSaysHowManyOfSomeRecords() {
    var two = "{'answer':{'count':2,'of':['a','b','c']}}";
    assertThat(difference(two, "{'answer':['c','a']}")).isEmpty();
    assertThat(difference(two, "{'answer':['c']}")).contains("answer: expected 2 records, got 1");
    assertThat(difference(two, "{'answer':['c','x']}")).contains("answer: unexpected [x]");
    assertThat(difference(two, "{'answer':['c','c']}"))
        .contains("answer: a record occurs twice in [c, c]");
    assertThat(
            difference("{'answer':{'count':2,'of':['c'],'repeats':true}}", "{'answer':['c','c']}"))
        .isEmpty();
  }

  @Test
  void aCountMayBeARange() {
    var range = "{'answer':{'count':[1,2],'of':['a','b','c']}}";
    assertThat(difference(range, "{'answer':['a']}")).isEmpty();
    assertThat(difference(range, "{'answer':['a','b','c']}")).isPresent();
    assertThat(difference(range, "{}")).isPresent();
  }

  @Test
  void eachRecordMatchesThePatternAsAWhole() {
    var pattern = "{'answer':{'count':1,'each':'n-[0-9]+|m'}}";
    assertThat(difference(pattern, "{'answer':['n-17']}")).isEmpty();
    assertThat(difference(pattern, "{'answer':['n-17x']}")).contains("answer: unexpected [n-17x]");
  }

  private static Optional<String> difference(String expected, String got) {
    return AnswerMatcher.difference(
        JsonText.object(expected.replace('\'', '"')), JsonText.object(got.replace('\'', '"')));
  }
}
