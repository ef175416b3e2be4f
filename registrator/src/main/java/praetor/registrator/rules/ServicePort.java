package praetor.registrator.rules;

/**
 * A port of a container that becomes a service.
 *
 * @param inside the container's own
 * @param port where it is reached
 * @param hostIp address of the host that it is bound to; empty for all of them, or for none
 */
record ServicePort(PortKey inside, int port, String hostIp) {}
