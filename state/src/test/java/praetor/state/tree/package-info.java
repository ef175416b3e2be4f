@NullMarked
package praetor.state.tree;

import org.jspecify.annotations.NullMarked;
