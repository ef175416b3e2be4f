/** The web page, and how it finds the services that it asks. */
@NullMarked
package praetor.samples.portal;

import org.jspecify.annotations.NullMarked;
