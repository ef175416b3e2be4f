package praetor.raft;

final class JraftEngine {
  private JraftEngine() {}

  static RaftEngine start(RaftOptions options, StateMachine machine) throws RaftStartException {
    throw new RaftStartException("the engine is not built yet");
  }
}
