@NullMarked
package praetor.testkit;

import org.jspecify.annotations.NullMarked;
