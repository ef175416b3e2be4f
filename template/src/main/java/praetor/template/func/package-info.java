/**
 * The functions of templates: Go's own, consul-template's helpers and sprig's. Pure, but for those
 * that read the environment, files or the clock, which they get from a {@link
 * praetor.template.func.Surroundings}.
 */
@NullMarked
package praetor.template.func;

import org.jspecify.annotations.NullMarked;
