# A container's ports are published by whoever starts it.
client_addr = "0.0.0.0"
