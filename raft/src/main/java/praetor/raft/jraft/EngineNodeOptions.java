package praetor.raft.jraft;

import com.alipay.sofa.jraft.option.NodeOptions;
import praetor.raft.net.Links;

/** Carries what belongs to one engine through SOFAJRaft to the services it creates itself. */
final class EngineNodeOptions extends NodeOptions {

  private final Links links;
  private final Meters meters;

  EngineNodeOptions(Links links, Meters meters) {
    this.links = links;
    this.meters = meters;
  }

  Links links() {
    return links;
  }

  Meters meters() {
    return meters;
  }
}
