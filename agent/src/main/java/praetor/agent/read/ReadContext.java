package praetor.agent.read;

import praetor.agent.acl.Authorizer;
import praetor.state.StateView;
import praetor.state.WatchSet;

/**
 * What a query reads from.
 *
 * @param watch collects what the answer depends on
 * @param authorizer what the asker may see
 * @param derived keeps what was made from lists that did not change
 */
public record ReadContext(StateView view, WatchSet watch, Authorizer authorizer, Derived derived) {
  /** A context that keeps nothing. */
  public ReadContext(StateView view, WatchSet watch, Authorizer authorizer) {
    this(view, watch, authorizer, new Derived());
  }
}
