/**
 * gRPC on the server port: what a client agent asks for over HTTP/2. Source: rpc facts, section 8.
 */
@NullMarked
package praetor.agent.rpc.grpc;

import org.jspecify.annotations.NullMarked;
