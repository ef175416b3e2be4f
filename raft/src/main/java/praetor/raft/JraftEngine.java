package praetor.raft;

final class JraftEngine {
  private JraftEngine() {}

  static RaftEngine start(RaftOptions options, StateMachine machine) throws RaftStartException {
    if (options.serverId().isEmpty()) {
      throw new RaftStartException("no id");
    }
    throw new RaftStartException("the engine is not built yet: " + machine);
  }
}
