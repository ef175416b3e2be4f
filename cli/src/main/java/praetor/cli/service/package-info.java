/** Commands about services of the agent, given by flags or by configuration files. */
@NullMarked
package praetor.cli.service;

import org.jspecify.annotations.NullMarked;
