/**
 * The template language: Go's text/template over values of our own. Pure: text and functions in,
 * text or a {@link praetor.template.lang.TemplateException} out. Start reading at {@link
 * praetor.template.lang.Template}.
 */
@NullMarked
package praetor.template.lang;

import org.jspecify.annotations.NullMarked;
