package praetor.raft.jraft;

import com.alipay.sofa.jraft.option.NodeOptions;
import praetor.raft.net.Links;

/** Carries what belongs to one engine through SOFAJRaft to the services it creates itself. */
final class EngineNodeOptions extends NodeOptions {

  private final Links links;

  EngineNodeOptions(Links links) {
    this.links = links;
  }

  Links links() {
    return links;
  }
}
