package praetor.cli.command;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns as wide as their longest cell, two blanks apart; the last cell of a row has no padding.
 */
public final class Table {

  private final List<List<String>> rows = new ArrayList<>();
  private final String gap;

  public Table() {
    this(2);
  }

  /** Columns with other gaps. */
  public Table(int gap) {
    this.gap = " ".repeat(gap);
  }

  public Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** The rows as text, one line each. */
  public String text() {
    var text = new StringBuilder();
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  private void line(StringBuilder text, List<String> row) {
    for (int column = 0; column < row.size(); column++) {
      var cell = row.get(column);
      text.append(cell);
      if (column < row.size() - 1) {
        text.append(" ".repeat(width(column) - length(cell))).append(gap);
      }
    }
    text.append('\n');
  }

  private int width(int column) {
    int width = 0;
    for (var row : rows) {
      width = column < row.size() ? Math.max(width, length(row.get(column))) : width;
    }
    return width;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
