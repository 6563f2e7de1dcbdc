import type { Problem } from '../../errors.ts';
import type { Ec2Objects } from '../objects.ts';
import type { NameOf } from './names.ts';
import type { LabFilePart } from './part.ts';
import { prefixListsIn } from './prefix-lists.ts';
import { Scope } from './scope.ts';
import { transitGatewaysIn } from './transit-gateways.ts';
import { vpcsIn } from './vpcs.ts';

/** AWS's side without its VPN connections: VPCs with what is in them, Internet gateways, Transit Gateways, prefix lists. */
export function networkPart(objects: Ec2Objects, nameOf: NameOf): LabFilePart {
  const scope = new Scope(objects, nameOf);
  const prefixLists = prefixListsIn(scope);
  const vpcs = vpcsIn(scope);
  const transitGateways = transitGatewaysIn(scope, vpcs.vpcs);
  return {
    raw: { ...prefixLists, ...vpcs, ...transitGateways },
    notes: [...scope.notes(), ...madeUp(scope.madeUpHosts)],
    problems: scope.problems,
    places: scope.places,
  };
}

function madeUp(hosts: readonly string[]): Problem[] {
  const [first, ...others] = hosts;
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` (and ${others.length} more like it)`;
  return [{ key: first, what: `is filled in, so that a subnet without instances can be asked${more}` }];
}
