package praetor.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columnsAreAsWideAsTheirLongestCell() {
    var table =
        new Table().row("Node", "ID", "DC").row("grün", "", "dc1").row("a-long-name", "7", "");
    assertThat(table.text())
        .isEqualTo("Node         ID  DC\ngrün             dc1\na-long-name  7   \n");
  }
}
