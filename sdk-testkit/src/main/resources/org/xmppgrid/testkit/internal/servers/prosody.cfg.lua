-- Prosody for one test: on loopback, without servers to talk to, without limits that only slow a test down.
run_as_root = true
pidfile = ${pid_file}
data_path = ${data}
certificates = ${certs}
plugin_paths = { ${plugins} }
${storage}
archive_expires_after = "1w"
interfaces = { "127.0.0.1" }
c2s_ports = { ${port} }
c2s_direct_tls_ports = { ${direct_tls_port} }
-- none of these: a port that nobody asked for is a port that can be taken
http_ports = {}
https_ports = {}
component_ports = {}
c2s_require_encryption = true
modules_disabled = { "s2s" }
c2s_stanza_size_limit = 262144
ssl = { certificate = ${certificate}; key = ${key}; protocol = ${protocol} }
c2s_ssl = { certificate = ${certificate}; key = ${key}; protocol = ${protocol}; ${verify} }
c2s_direct_tls_ssl = { certificate = ${certificate}; key = ${key}; protocol = ${protocol}; ${verify} }
${end_point_hash}
allow_registration = ${allow_registration}
modules_enabled = {
  "disco"; "roster"; "saslauth"; "tls"; "blocklist"; "bookmarks"; "carbons"; "private"; "vcard4"; "version"; "uptime"; "time"; "ping";
  "mam"; "smacks"; "csi_simple"; "offline"; "message"; "iq"; "presence"; "pep"; "posix"; ${modules}
}
smacks_hibernation_time = ${resume_timeout}
log = { info = ${log} }
statistics = nil
${extra_global}

VirtualHost ${domain}
  authentication = ${authentication}

Component ${broker} "pubsub"
  name = "XMPP-Grid Broker"
  -- an admin of the service owns every topic: only "owner" is one, "provider" may create without being one
  admins = { ${owner} }
  modules_enabled = { "grid_create" }
  grid_creators = { ${provider} }
  pubsub_max_items = 10000
  expose_publisher = true
${extra_broker}
