import { isCidrBlock } from '../../cidr.ts';
import { groupNames, hostsIn } from '../../graph/host-groups.ts';
import { tunnelsOf } from '../../graph/tunnels.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { checkReference } from '../../rules/reference.ts';
import type { Lab } from '../../types.ts';

/** Whatever the names of an expectation may follow from. */
const MAPS: readonly KeyPath[] = [['vpcs'], ['customerGateways'], ['internetHosts'], ['vpnConnections']];

/** Every name of an expectation is one of the lab's, and somebody is among those that it is for. */
export function checkExpectations(lab: Lab, report: Report): void {
  lab.expectations.forEach((expectation, index) => {
    const at: KeyPath = ['expect', index];
    for (const side of ['from', 'to'] as const)
      for (const who of expectation[side]) checkWho(lab, who, [...at, side], report);
    if (expectation.via !== null)
      checkReference(report, [...at, 'via'], expectation.via, {
        kind: 'tunnel',
        names: tunnelsOf(lab).map(({ tunnel }) => tunnel.name),
        maps: MAPS,
      });
  });
}

function checkWho(lab: Lab, who: string, path: KeyPath, report: Report): void {
  const isBlock = isCidrBlock(who);
  if (
    !isBlock &&
    !checkReference(report, path, who, {
      kind: 'host, subnet, VPC or customer gateway',
      names: groupNames(lab),
      maps: MAPS,
    })
  )
    return;
  if (hostsIn(lab, who).length > 0) return;
  report(path, {
    what: 'has no host of the lab',
    value: who,
    hint: isBlock ? 'write a block with the address of a host' : 'put an instance or a host into it',
    dependsOn: MAPS,
  });
}
