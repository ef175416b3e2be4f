@NullMarked
package praetor.raft;

import org.jspecify.annotations.NullMarked;
