/** The {@code event} command, and {@code exec}, which is made of events and keys. */
@NullMarked
package praetor.cli.event;

import org.jspecify.annotations.NullMarked;
