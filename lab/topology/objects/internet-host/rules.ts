import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { checkReference } from '../../rules/reference.ts';
import type { Lab } from '../../types.ts';

/** A key pair opens instances of the lab, one of them with a public address: the bastion. */
export function checkInternetHosts({ internetHosts, vpcs }: Lab, report: Report): void {
  const instances = vpcs.flatMap((vpc) => vpc.instances);
  const names = [...new Set(instances.flatMap(({ keyName }) => keyName ?? []))];
  for (const { name, keyName } of internetHosts) {
    const path: KeyPath = ['internetHosts', name, 'keyName'];
    if (keyName === null) continue;
    if (!checkReference(report, path, keyName, { kind: 'key pair of an instance', names, maps: [['vpcs']] }))
      continue;
    const opened = instances.filter((instance) => instance.keyName === keyName);
    if (opened.some(({ publicIpAddress }) => publicIpAddress !== null)) continue;
    const [first] = opened;
    report(path, {
      what: 'opens instances without a public address only, so nobody gets in from the Internet',
      value: keyName,
      rule: 'a bastion is an instance in a public subnet with a public address (AWS Prescriptive Guidance, Access a bastion host)',
      hint: `write publicIpAddress at ${first?.name ?? 'one of them'}, or add a bastion with keyName: ${keyName}`,
      dependsOn: [['vpcs']],
    });
  }
}
