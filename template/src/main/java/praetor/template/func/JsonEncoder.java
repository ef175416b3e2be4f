package praetor.template.func;

import java.util.List;
import java.util.Map;
import praetor.model.codec.GoNumbers;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoText;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.StructValue;
import praetor.template.lang.Value;

/** Writes values as Go's encoding/json does. Source: documentation of encoding/json. */
final class JsonEncoder {
  /** A map may hold itself. */
  private static final int DEPTH_MAX = 1_000;

  private final StringBuilder out = new StringBuilder();
  private final boolean escapeHtml;
  private final String indent;

  private JsonEncoder(boolean escapeHtml, String indent) {
    this.escapeHtml = escapeHtml;
    this.indent = indent;
  }

  /**
   * Writes a value.
   *
   * @param escapeHtml whether {@code <>&} become escapes
   * @param indent of each level; empty for one line
   */
  static String write(Value value, boolean escapeHtml, String indent) throws FunctionException {
    var encoder = new JsonEncoder(escapeHtml, indent);
    encoder.value(value, 0);
    return encoder.out.toString();
  }

  private void value(Value value, int depth) throws FunctionException {
    if (depth > DEPTH_MAX) {
      throw new FunctionException("json: unsupported value: encountered a cycle");
    }
    switch (value) {
      case Value.Nil _, Value.NilPointer _ -> out.append("null");
      case Value.Bool(boolean flag) -> out.append(flag);
      case Value.Int(long number, var kind) ->
          out.append(kind.unsigned() ? Long.toUnsignedString(number) : Long.toString(number));
      case Value.Real(double number) -> real(number);
      case Value.Complex _ -> throw unsupported(value);
      case Value.Text(String text) -> text(text);
      case Value.Boxed(Value inside) -> value(inside, depth);
      case TimeValue time -> text(time.document());
      case Value.Opaque opaque -> text(opaque.shown());
      case ListValue list -> list(list, depth);
      case MapValue map -> map(map, depth);
      case StructValue struct -> struct(struct, depth);
    }
  }

  private static FunctionException unsupported(Value value) {
    return new FunctionException("json: unsupported type: " + value.type());
  }

  private void real(double number) throws FunctionException {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      var shown = Double.isNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
      throw new FunctionException("json: unsupported value: " + shown);
    }
    out.append(GoNumbers.format(number));
  }

  private void text(String text) {
    out.append('"');
    text.codePoints().forEach(this::character);
    out.append('"');
  }

  private void character(int point) {
    switch (point) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        boolean html = escapeHtml && (point == '<' || point == '>' || point == '&');
        if (GoText.isByte(point)) {
          out.append("\\ufffd");
        } else if (html || point < ' ' || point == 0x2028 || point == 0x2029) {
          out.append("\\u%04x".formatted(point));
        } else {
          out.appendCodePoint(point);
        }
      }
    }
  }

  private void list(ListValue list, int depth) throws FunctionException {
    if (list.isChannel()) {
      throw unsupported(list);
    }
    if (list.isNil()) {
      out.append("null");
      return;
    }
    out.append('[');
    for (int i = 0; i < list.elements().size(); i++) {
      separate(i, depth + 1);
      value(list.elements().get(i), depth + 1);
    }
    close(']', list.elements(), depth);
  }

  private void map(MapValue map, int depth) throws FunctionException {
    if (map.hasAnyKeys()) {
      throw unsupported(map);
    }
    if (map.isNil()) {
      out.append("null");
      return;
    }
    var entries = List.copyOf(map.entries().entrySet());
    out.append('{');
    for (int i = 0; i < entries.size(); i++) {
      separate(i, depth + 1);
      key(entries.get(i));
      value(entries.get(i).getValue(), depth + 1);
    }
    close('}', entries, depth);
  }

  private void key(Map.Entry<Value, Value> entry) {
    text(
        entry.getKey() instanceof Value.Int(long number, _)
            ? String.valueOf(number)
            : Args.text(entry.getKey()));
    out.append(indent.isEmpty() ? ":" : ": ");
  }

  private void struct(StructValue struct, int depth) throws FunctionException {
    var fields =
        struct.shape().json().stream()
            .filter(each -> !each.onlyFull() || struct.get(each.field()).isTrue())
            .toList();
    out.append('{');
    for (int i = 0; i < fields.size(); i++) {
      separate(i, depth + 1);
      text(fields.get(i).name());
      out.append(indent.isEmpty() ? ":" : ": ");
      value(struct.get(fields.get(i).field()), depth + 1);
    }
    close('}', fields, depth);
  }

  private void separate(int index, int depth) {
    if (index > 0) {
      out.append(',');
    }
    line(depth);
  }

  private void line(int depth) {
    if (!indent.isEmpty()) {
      out.append('\n').append(indent.repeat(depth));
    }
  }

  private void close(char bracket, List<?> elements, int depth) {
    if (!elements.isEmpty()) {
      line(depth);
    }
    out.append(bracket);
  }
}
