package praetor.template.lang;

import java.util.ArrayList;
import java.util.List;

/**
 * A slice; also a channel whose values are all there.
 *
 * @param type name of the Go type, {@code []string}
 * @param isNil a slice that is not there: it reads as an empty one, and {@code %#v} tells
 */
public record ListValue(String type, List<Value> elements, boolean isNil) implements Value {
  public static final String ANY = "[]interface {}";
  public static final String STRINGS = "[]string";
  public static final String BYTES = "[]uint8";
  private static final String CHANNEL = "<-chan int64";

  public ListValue(String type, List<Value> elements) {
    this(type, elements, false);
  }

  /** A slice that is not there. */
  public static ListValue nil(String type) {
    return new ListValue(type, List.of(), true);
  }

  /** A list of anything. */
  public static ListValue of(List<Value> elements) {
    return new ListValue(ANY, elements);
  }

  public static ListValue texts(List<String> texts) {
    return new ListValue(STRINGS, texts.stream().map(Values::text).toList());
  }

  /** Bytes, which {@code %s} shows as the text that they are. */
  public static ListValue bytes(byte[] bytes) {
    var elements = new ArrayList<Value>(bytes.length);
    for (byte each : bytes) {
      elements.add(new Value.Int(each & 0xff, IntKind.UINT8));
    }
    return new ListValue(BYTES, elements);
  }

  public boolean isOfBytes() {
    return type.equals(BYTES);
  }

  /** The bytes of such a list. */
  public byte[] toBytes() {
    var bytes = new byte[elements.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = elements.get(i) instanceof Value.Int(long number, _) ? (byte) number : 0;
    }
    return bytes;
  }

  /** What a {@code range} can go over once. */
  public static ListValue channel(List<Value> elements) {
    return new ListValue(CHANNEL, elements);
  }

  public boolean isChannel() {
    return type.equals(CHANNEL);
  }

  /** Whether an element may be of any type. */
  public boolean isOfAny() {
    return type.equals(ANY);
  }

  /** An element as a template sees it. */
  public Value element(int at) {
    var element = elements.get(at);
    return isOfAny() ? new Boxed(element) : element;
  }
}
