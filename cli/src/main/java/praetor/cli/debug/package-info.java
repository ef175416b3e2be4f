/** {@code debug}: an archive of what an agent tells about itself over some time. */
@NullMarked
package praetor.cli.debug;

import org.jspecify.annotations.NullMarked;
