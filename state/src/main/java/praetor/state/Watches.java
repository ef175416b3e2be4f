package praetor.state;

public final class Watches {
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  public Registration register(StateView view, WatchSet watch, Runnable changed) {
    return () -> {};
  }
}
