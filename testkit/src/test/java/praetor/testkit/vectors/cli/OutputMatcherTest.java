package praetor.testkit.vectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import praetor.testkit.vectors.JsonText;

class OutputMatcherTest {

  @Test
  void absentStreamsAreEmpty() {
    assertThat(differences("{'expect':{'rc':0}}", "{'rc':0,'stdout':'','stderr':''}")).isEmpty();
    assertThat(differences("{'expect':{'rc':0}}", "{'rc':0,'stdout':'x','stderr':''}"))
        .containsExactly("stdout: expected \"\", got \"x\"");
  }

  @Test
  void allDifferencesAreReported() {
    assertThat(
            differences(
                "{'expect':{'rc':0,'stdout':'a','files':{'f':'0644'}}}",
                "{'rc':1,'stdout':'','stderr':'b','files':{'f':'0600'}}"))
        .containsExactly(
            "exit code: expected 0, got 1",
            "files: expected {\"f\":\"0644\"}, got {\"f\":\"0600\"}",
            "stdout: expected \"a\", got \"\"",
            "stderr: expected \"\", got \"b\"");
  }

  @Test
  void aListIsLinesJoinedByNewlines() {
    var step = "{'expect':{'rc':0,'stdout':['a','b','']}}";
    assertThat(differences(step, "{'rc':0,'stdout':'a\\nb\\n','stderr':''}")).isEmpty();
    assertThat(differences(step, "{'rc':0,'stdout':'a\\nb','stderr':''}")).hasSize(1);
  }

  @Test
  void containsLooksForEachText() {
    var step = "{'match':'contains','expect':{'rc':0,'stdout':['a\\nb','d']}}";
    assertThat(differences(step, "{'rc':0,'stdout':'xa\\nbcd','stderr':'free'}")).isEmpty();
    assertThat(differences(step, "{'rc':0,'stdout':'xacd','stderr':''}"))
        .containsExactly("stdout: lacks \"a\\nb\", got \"xacd\"");
  }

  @Test
  void regexMatchesTheWholeTextOverLines() {
    var step = "{'match':'regex','expect':{'rc':0,'stdout':'a.*c'}}";
    assertThat(differences(step, "{'rc':0,'stdout':'a\\nc','stderr':''}")).isEmpty();
    assertThat(differences(step, "{'rc':0,'stdout':'a\\ncd','stderr':''}")).hasSize(1);
  }

  @Test
  void shapesAreCompared() {
    var step = "{'json_shape':'stdout','expect':{'rc':0,'stdout':{'shape':['int']}}}";
    assertThat(differences(step, "{'rc':0,'stdout':{'shape':['int']},'stderr':''}")).isEmpty();
    assertThat(differences(step, "{'rc':0,'stdout':{'shape':['str']},'stderr':''}")).hasSize(1);
    assertThat(differences(step, "{'rc':0,'stdout':'no json','stderr':''}")).hasSize(1);
  }

  private static List<String> differences(String step, String got) {
    return OutputMatcher.differences(
        JsonText.object(step.replace('\'', '"')), JsonText.object(got.replace('\'', '"')));
  }
}
