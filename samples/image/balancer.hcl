# Writes the upstreams of all services with the tag "http", and has the balancer read them again when they change.
template {
  source      = "/opt/balancer/upstream.conf.ctmpl"
  destination = "/tmp/upstream.conf"
}

exec {
  command = [
    "/opt/java/bin/java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp", "/opt/samples/samples.jar",
    "praetor.samples.balancer.Balancer", "8080", "/tmp/upstream.conf", "portal",
  ]
  reload_signal = "SIGHUP"
}
