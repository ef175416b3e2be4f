package praetor.state;

/** A value with the index that Consul's rules give it. */
public record Read<T>(long index, T value) {}
