package praetor.template.lang;

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
