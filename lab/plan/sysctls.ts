/** A node that forwards packets. Reverse paths may differ (AWS may answer on the other tunnel), so nothing is filtered by them. */
export const FORWARDER: Readonly<Record<string, string>> = {
  'net.ipv4.ip_forward': '1',
  'net.ipv4.conf.all.rp_filter': '0',
  'net.ipv4.conf.default.rp_filter': '0',
  'net.ipv4.conf.all.send_redirects': '0',
  'net.ipv4.conf.default.send_redirects': '0',
};

/**
 * A host of its owner's own, as a cloud's Debian or Ubuntu comes (systemd's 50-default.conf, else the kernel's own). A
 * namespace takes over what the engine's host has set, so each is said.
 */
export const CLOUD_INSTANCE: Readonly<Record<string, string>> = {
  'net.ipv4.ip_forward': '0',
  'net.ipv4.conf.all.rp_filter': '0',
  'net.ipv4.conf.default.rp_filter': '2',
  'net.ipv4.conf.all.send_redirects': '1',
  'net.ipv4.conf.default.send_redirects': '1',
  'net.ipv4.conf.all.accept_redirects': '1',
  'net.ipv4.conf.default.accept_redirects': '1',
};

/** What leads to a link whose other end has taken it down is passed over. */
export const IGNORE_ROUTES_WITH_LINKDOWN: Readonly<Record<string, string>> = {
  'net.ipv4.conf.all.ignore_routes_with_linkdown': '1',
  'net.ipv4.conf.default.ignore_routes_with_linkdown': '1',
};

/** Spreads flows, not packets, over equally good routes, by addresses and ports. */
export const MULTIPATH: Readonly<Record<string, string>> = { 'net.ipv4.fib_multipath_hash_policy': '1' };

/** {@link MULTIPATH} for IPv6. */
export const IPV6_MULTIPATH: Readonly<Record<string, string>> = { 'net.ipv6.fib_multipath_hash_policy': '1' };

/**
 * A node with IPv6. Addresses of a lab are unlike each other by its rules, so none waits a second until nobody has the same
 * (duplicate address detection), and nobody here advertises routers.
 */
export const IPV6: Readonly<Record<string, string>> = {
  'net.ipv6.conf.all.disable_ipv6': '0',
  'net.ipv6.conf.default.disable_ipv6': '0',
  'net.ipv6.conf.all.accept_dad': '0',
  'net.ipv6.conf.default.accept_dad': '0',
  'net.ipv6.conf.default.accept_ra': '0',
};

/** {@link FORWARDER} for IPv6. */
export const IPV6_FORWARDER: Readonly<Record<string, string>> = {
  'net.ipv6.conf.all.forwarding': '1',
  'net.ipv6.conf.default.forwarding': '1',
};

/** {@link IGNORE_ROUTES_WITH_LINKDOWN} for IPv6. */
export const IPV6_IGNORE_ROUTES_WITH_LINKDOWN: Readonly<Record<string, string>> = {
  'net.ipv6.conf.all.ignore_routes_with_linkdown': '1',
  'net.ipv6.conf.default.ignore_routes_with_linkdown': '1',
};
