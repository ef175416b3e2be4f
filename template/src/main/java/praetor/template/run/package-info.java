/**
 * Runs templates: reads them, renders them when all that they ask for is known, writes files,
 * starts commands and the program of exec mode. Start reading at {@link
 * praetor.template.run.Runner}, whose thread owns everything here.
 */
@NullMarked
package praetor.template.run;

import org.jspecify.annotations.NullMarked;
