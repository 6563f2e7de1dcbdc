import { isAnyCidrBlock } from '../../cidr.ts';
import { carriedVersion, hasIpv6, overIpv6 } from '../../graph/ip-versions.ts';
import { groupNames, hostsIn } from '../../graph/host-groups.ts';
import { tunnelsOf } from '../../graph/tunnels.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { checkReference } from '../../rules/reference.ts';
import { IPV6_GUIDE } from '../../ipv6.ts';
import type { Expectation, Lab } from '../../types.ts';

/** Whatever the names of an expectation may follow from. */
const MAPS: readonly KeyPath[] = [['vpcs'], ['customerGateways'], ['internetHosts'], ['vpnConnections']];

/** Every name of an expectation is one of the lab's, and somebody is among those that it is for. */
export function checkExpectations(lab: Lab, report: Report): void {
  lab.expectations.forEach((expectation, index) => {
    const at: KeyPath = ['expect', index];
    for (const side of ['from', 'to'] as const)
      for (const who of expectation[side]) checkWho(lab, who, [...at, side], report);
    checkVia(lab, expectation, [...at, 'via'], report);
    if (expectation.ipVersion === 'ipv6' && !hasIpv6(lab))
      report([...at, 'ipVersion'], {
        what: 'is of nothing in this lab',
        value: expectation.ipVersion,
        hint: 'give the hosts of both sides an ipv6Address, or leave it out',
        dependsOn: MAPS,
      });
  });
}

/** Packets of one IP version go by the tunnels of connections that carry it. */
function checkVia(lab: Lab, { via, ipVersion }: Expectation, path: KeyPath, report: Report): void {
  if (via === null) return;
  const tunnels = tunnelsOf(lab);
  const names = tunnels.map(({ tunnel }) => tunnel.name);
  if (!checkReference(report, path, via, { kind: 'tunnel', names, maps: MAPS })) return;
  const carrier = tunnels.find(({ tunnel }) => tunnel.name === via);
  const carried = carrier && carriedVersion(carrier.vpnConnection);
  if (ipVersion === null || carried === ipVersion) return;
  report(path, {
    what: `is a tunnel that carries ${carried}`,
    value: via,
    rule: `a VPN connection carries IPv4 or IPv6 inside its tunnels (${IPV6_GUIDE})`,
    hint: `name a tunnel that carries ${ipVersion}, or leave ipVersion out`,
    dependsOn: [[...path.slice(0, -1), 'ipVersion'], ...MAPS],
  });
}

function checkWho(lab: Lab, who: string, path: KeyPath, report: Report): void {
  const isBlock = isAnyCidrBlock(who);
  if (
    !isBlock &&
    !checkReference(report, path, who, {
      kind: 'host, subnet, VPC or customer gateway',
      names: groupNames(lab),
      maps: MAPS,
    })
  )
    return;
  if ([lab, overIpv6(lab)].some((seen) => hostsIn(seen, who).length > 0)) return;
  report(path, {
    what: 'has no host of the lab',
    value: who,
    hint: isBlock ? 'write a block with the address of a host' : 'put an instance or a host into it',
    dependsOn: MAPS,
  });
}
