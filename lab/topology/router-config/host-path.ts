/**
 * Where a file lies in the lab's routers, which are Debian's: strongSwan of Red Hat and Amazon Linux has in /etc/strongswan
 * what Debian has in /etc, and FRR is what was Quagga. In the router the one is a link to the other.
 */
export function hostPath(path: string): string {
  return path.replace(/^\/etc\/strongswan\//, '/etc/').replace(/^\/etc\/quagga\//, '/etc/frr/');
}
