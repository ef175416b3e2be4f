@NullMarked
package praetor.http;

import org.jspecify.annotations.NullMarked;
