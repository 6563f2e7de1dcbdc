# What is typed on the router besides ipsec.conf and ipsec.secrets. Nothing yet.
