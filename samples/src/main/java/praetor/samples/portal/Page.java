package praetor.samples.portal;

import java.util.Comparator;
import java.util.List;

/** The portal's HTML, which needs no script. Every text from outside is escaped. */
final class Page {
  private Page() {}

  static String render(
      String instance, String symbol, String city, List<Row> rows, List<Known> known) {
    var answers = new StringBuilder();
    for (var row : rows) {
      answers.append(
          line(row.service(), row.subject(), row.answer(), row.instance(), row.address()));
    }
    var instances = new StringBuilder();
    for (var service : known) {
      service.instances().stream()
          .sorted(Comparator.comparing(Instance::toString))
          .forEach(each -> instances.append(line(service.service(), each.toString())));
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <title>Portal</title>
      <style>
        body { font-family: sans-serif; margin: 2em; }
        table { border-collapse: collapse; margin: 1em 0; }
        td, th { border: 1px solid #bbb; padding: .4em .8em; text-align: left; }
      </style>
      <h1>Portal</h1>
      <form method="get" action="/">
        <label>Symbol <input name="symbol" value="%s"></label>
        <label>City <input name="city" value="%s"></label>
        <button>Ask</button>
      </form>
      <table id="answers">
        <tr><th>Service</th><th>Asked for</th><th>Answer</th><th>Answered by</th><th>At</th></tr>
      %s</table>
      <h2>Known instances</h2>
      <table id="instances">
        <tr><th>Service</th><th>Instance</th></tr>
      %s</table>
      <p>This page is from <b>%s</b>.</p>
      </html>
      """
        .formatted(escaped(symbol), escaped(city), answers, instances, escaped(instance));
  }

  private static String line(String... cells) {
    var line = new StringBuilder("  <tr>");
    for (var cell : cells) {
      line.append("<td>").append(escaped(cell)).append("</td>");
    }
    return line.append("</tr>\n").toString();
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
