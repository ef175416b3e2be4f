@NullMarked
package praetor.state.command;

import org.jspecify.annotations.NullMarked;
