package praetor.state;

/** A value of which it is easy to tell that it is the same as one seen before. */
public interface Versioned {
  /**
   * Equal versions mean equal values. Whoever keeps a version does not keep the rows of its view.
   */
  Object version();
}
