/** What the samples have in common: a site over the JDK's HTTP server, and flat JSON. */
@NullMarked
package praetor.samples.web;

import org.jspecify.annotations.NullMarked;
