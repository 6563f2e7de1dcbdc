/** A node that forwards packets. Reverse paths may differ (AWS may answer on the other tunnel), so nothing is filtered by them. */
export const FORWARDER: Readonly<Record<string, string>> = {
  'net.ipv4.ip_forward': '1',
  'net.ipv4.conf.all.rp_filter': '0',
  'net.ipv4.conf.default.rp_filter': '0',
  'net.ipv4.conf.all.send_redirects': '0',
  'net.ipv4.conf.default.send_redirects': '0',
};
