/**
 * gRPC on the server port: what a client agent asks for over HTTP/2, which is above all the state
 * of services as it changes.
 *
 * <p>{@link praetor.agent.rpc.grpc.GrpcServer} serves connections; {@link
 * praetor.agent.rpc.grpc.Subscription} is one watched service; {@link
 * praetor.agent.rpc.grpc.HealthChanges} decides what a subscriber is told, and the classes named
 * Messages write it. Source: rpc facts, section 8; the numbers of fields were observed on Consul
 * 1.21.4.
 */
@NullMarked
package praetor.agent.rpc.grpc;

import org.jspecify.annotations.NullMarked;
