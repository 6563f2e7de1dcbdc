# What is typed on the router, or put into a script that runs at boot.

# The daemon must not add routes of its own: tunnel interfaces and routes are yours.
sudo sed -i 's/# install_routes = yes/install_routes = no/' /etc/strongswan.d/charon.conf
sudo ipsec restart
