@NullMarked
package praetor.client;

import org.jspecify.annotations.NullMarked;
