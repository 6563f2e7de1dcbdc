import { readFileSync } from 'node:fs';
import { labAsSeen } from '../../../../lab/diagnosis/own-router/lab-as-seen.ts';
import type { SeenRouter } from '../../../../lab/diagnosis/own-router/seen-router.ts';
import type { KernelState } from '../../../../lab/diagnosis/observation.ts';
import type { LoadedConn } from '../../../../lab/ike/loaded-conn.ts';
import type { ReadConn } from '../../../../lab/topology/router-config/read-conn.ts';
import { readConns } from '../../../../lab/topology/router-config/read-conns.ts';
import type { Lab, OwnRouter, Router } from '../../../../lab/topology/types.ts';
import { changedLab } from '../../fixtures/reference-lab.ts';

const ROUTER = 'onprem-router';

const OWN: OwnRouter = { daemon: 'strongswan', image: null, files: [], script: null, keys: [] };

/** The reference lab, whose router is its owner's own. */
export function ownLab(own: Partial<OwnRouter> = {}): Lab {
  return changedLab(({ customerGateways: [gateway] }) => {
    Object.assign(gateway!.router, { connections: [], routes: [], own: { ...OWN, ...own } });
  });
}

/** The conns of a router of tests/fixtures/routers. */
export function connsOf(router: string, file = 'ipsec.conf'): readonly ReadConn[] {
  const url = new URL(`../../../fixtures/routers/${router}/${file}`, import.meta.url);
  const path = file === 'ipsec.conf' ? '/etc/ipsec.conf' : '/etc/swanctl/swanctl.conf';
  return readConns([{ path, text: readFileSync(url, 'utf8') }]).conns;
}

/** As a daemon has conns of an ipsec.conf after it has loaded them. */
export function loadedAs(conns: readonly ReadConn[]): LoadedConn[] {
  return conns.map(({ name, child, keyExchange, leftId, right, leftSubnets, rightSubnets, ...conn }) => ({
    name,
    keyExchange,
    remoteAddresses: [right ?? '%any'],
    localId: leftId,
    dpdDelaySeconds: conn.dpdDelaySeconds,
    children: [{ name: child, localTs: leftSubnets, remoteTs: rightSubnets }],
  }));
}

/** The kernel of a router that has its two links, and what else is given as the kernel's tools say it. */
export function kernelWith({
  links = [],
  addresses = [],
  rules = [],
  routes = [],
}: Partial<KernelState>): KernelState {
  return {
    links: [
      '2: eth0@if9: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP',
      '3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP',
      ...links,
    ],
    addresses: ['2: eth0    inet 10.30.12.85/20 scope global eth0', ...addresses],
    rules: [
      '0:	from all lookup local',
      ...rules,
      '32766:	from all lookup main',
      '32767:	from all lookup default',
    ],
    routes: [
      'default via 10.30.0.1 dev eth0 ',
      '10.30.0.0/20 dev eth0 proto kernel scope link src 10.30.12.85 ',
      '10.30.128.0/20 dev eth1 proto kernel scope link src 10.30.128.1 ',
      ...routes,
    ],
    neighbours: [],
    vrfs: [],
    states: [],
    policies: [],
    ruleset: [],
    sysctls: [],
    refusals: [],
  };
}

/** Two VTIs of these names, set up as the walk-through types it. */
export function vtis([one, two]: readonly [string, string]): Pick<KernelState, 'links' | 'addresses'> {
  const link = (n: number, name: string, remote: string, key: number): string =>
    `${n}: ${name}@NONE: <POINTOPOINT,NOARP,UP,LOWER_UP> mtu 1419 qdisc noqueue state UNKNOWN\\    link/ipip 10.30.12.85 peer ${remote} promiscuity 0 \\    vti remote ${remote} local 10.30.12.85 ikey 0.0.0.${key} okey 0.0.0.${key} `;
  return {
    links: [link(7, one, '43.200.198.51', 100), link(8, two, '43.203.78.35', 200)],
    addresses: [
      `7: ${one}    inet 169.254.216.30 peer 169.254.216.29/30 scope global ${one}`,
      `8: ${two}    inet 169.254.123.170 peer 169.254.123.169/30 scope global ${two}`,
    ],
  };
}

/** The lab once its router was seen with one daemon that has loaded these conns. */
export function seenLab(
  seen: Partial<SeenRouter> & Pick<SeenRouter, 'conns'>,
  own: Partial<OwnRouter> = {},
): Lab {
  const found = {
    kernel: kernelWith({}),
    answers: new Map(),
    daemons: { charon: loadedAs(seen.conns) },
    ...seen,
  };
  return labAsSeen(ownLab(own), new Map([[ROUTER, found]]));
}

export function routerOf({ customerGateways }: Lab): Router {
  return customerGateways[0]!.router;
}
