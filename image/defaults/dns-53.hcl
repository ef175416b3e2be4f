ports {
  dns = 53
}
