/**
 * The lab: a server, two hosts, the services of {@code samples/} and a balancer as containers of
 * one Docker Engine.
 *
 * <p>{@link praetor.lab.LabPlan} says what there should be, {@link praetor.lab.Steps} what is to be
 * done about it; both only compute. {@link praetor.lab.Lab} does it.
 */
@NullMarked
package praetor.lab;

import org.jspecify.annotations.NullMarked;
