@NullMarked
package praetor.model;

import org.jspecify.annotations.NullMarked;
