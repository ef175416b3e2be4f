data_dir = "/tmp/cliprobe/data"
bind_addr = "127.0.0.1"
tls_min_version = "tls13"
