/** What commands share: flags by the rules of Go, HTTP options, tables, help. */
@NullMarked
package praetor.cli.command;

import org.jspecify.annotations.NullMarked;
