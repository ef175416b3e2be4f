data_dir = "/tmp/cliprobe/data"
bind_addr = "127.0.0.1"
service { name="x" proxy { expose { bogus=1 } mesh_gateway { bogus=1 } transparent_proxy { bogus = 1 } } }
