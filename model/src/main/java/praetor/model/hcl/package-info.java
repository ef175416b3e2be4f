/** HCL 1, the language of the configuration files. */
@NullMarked
package praetor.model.hcl;

import org.jspecify.annotations.NullMarked;
