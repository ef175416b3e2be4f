package praetor.agent.read;

import praetor.agent.acl.Authorizer;
import praetor.state.StateView;
import praetor.state.WatchSet;

/**
 * What a query reads from.
 *
 * @param watch collects what the answer depends on
 * @param authorizer what the asker may see
 */
public record ReadContext(StateView view, WatchSet watch, Authorizer authorizer) {}
