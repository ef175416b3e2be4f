# praetor template -config template.hcl
wait {
  min = "2s"
  max = "10s"
}

template {
  source      = "upstream.conf.ctmpl"
  destination = "/etc/nginx/conf.d/upstream.conf"
  perms       = "0644"
  backup      = true

  # nginx checks what it gets; a file that it refuses goes, the one before comes back.
  command         = "nginx -t && nginx -s reload"
  command_timeout = "20s"
  rollback        = true
}
