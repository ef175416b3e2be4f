/**
 * What a container's services are: from what Docker's {@code inspect} shows to the services that
 * should be registered, and from there to what has to be written. Pure: the outside world comes in
 * as arguments.
 *
 * <p>Start with {@link praetor.registrator.rules.ServiceRules}, then {@link
 * praetor.registrator.rules.Reconcile}. All of it are values; whoever holds them owns them.
 *
 * <p>Source for names, ids, tags, addresses and checks: gliderlabs/registrator v7 and
 * fayrus/registrator 9.2.0, as their documentation says and as they were seen to behave.
 */
@NullMarked
package praetor.registrator.rules;

import org.jspecify.annotations.NullMarked;
