import type { Check } from './check.ts';

/**
 * A check of a lab as IPv6 sees it: of pings and probes between the IPv6 addresses of its hosts, of the tunnels that carry them,
 * and of what is predicted for them. Looking throws a UsageError if a host has no IPv6 address.
 */
export function overIpv6(check: Check): Check {
  return {
    ...check,
    title: `${check.title}, over IPv6`,
    observe: (running) => check.observe(running.overIpv6()),
  };
}
