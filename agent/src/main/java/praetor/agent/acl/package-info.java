/** Who may do what: tokens become authorizers, and every read and write is handed one. */
@NullMarked
package praetor.agent.acl;

import org.jspecify.annotations.NullMarked;
