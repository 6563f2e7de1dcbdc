# What is typed on the router, or put into a script that runs at boot.

# The tunnel interface. The key is the mark of the conn; local is the private address, because of the NAT.
sudo ip link add Tunnel1 type vti local 3.36.6.148 remote 43.200.198.51 key 100
sudo ip addr add 169.254.216.30/30 remote 169.254.216.29/30 dev Tunnel1
sudo ip link set Tunnel1 up mtu 1419

# Routes to VPC A and VPC B.
sudo ip route add 10.10.0.0/16 dev Tunnel1 metric 100
sudo ip route add 10.20.0.0/16 dev Tunnel1 metric 100

# TCP must not negotiate segments that do not fit into the tunnel.
sudo iptables -t mangle -A FORWARD -o Tunnel1 -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu

# /etc/sysctl.conf
net.ipv4.ip_forward=1
net.ipv4.conf.Tunnel1.rp_filter=2 # AWS may answer on the other tunnel
net.ipv4.conf.Tunnel1.disable_policy=1
net.ipv4.conf.eth0.disable_xfrm=1
net.ipv4.conf.eth0.disable_policy=1
sudo sysctl -p

# The daemon must not add routes of its own: tunnel interfaces and routes are yours.
sudo sed -i 's/# install_routes = yes/install_routes = no/' /etc/strongswan.d/charon.conf
sudo ipsec restart
