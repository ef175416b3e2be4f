/**
 * Where services are registered: a small interface for registries, found by {@link
 * java.util.ServiceLoader}, and those that come with Praetor. One that somebody else brings needs a
 * {@link praetor.registrator.backend.RegistryProvider} on the class path and its name in {@code
 * META-INF/services}.
 *
 * <p>Start with {@link praetor.registrator.backend.RegistryBackend}. A back end may be called from
 * several threads at once.
 */
@NullMarked
package praetor.registrator.backend;

import org.jspecify.annotations.NullMarked;
