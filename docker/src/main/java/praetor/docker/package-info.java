/**
 * A client of the Docker Engine API, for what Praetor asks of it: commands in containers, what runs
 * and what happens. The HTTP below it, over Unix and TCP sockets and TLS, is docker-java's
 * transport.
 *
 * <p>Start with {@link praetor.docker.DockerClient}. Every call blocks its thread, which should be
 * a virtual one: an interrupt ends the call and its connection.
 */
@NullMarked
package praetor.docker;

import org.jspecify.annotations.NullMarked;
