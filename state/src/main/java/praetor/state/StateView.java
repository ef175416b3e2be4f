package praetor.state;

public final class StateView {}
