package praetor.state;

public final class StateStore {
  public StateView view() {
    return new StateView();
  }

  public Watches watches() {
    return new Watches();
  }
}
