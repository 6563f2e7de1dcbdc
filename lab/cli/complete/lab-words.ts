import { labNames } from '../../engine/started-lab.ts';
import type { StartedLab } from '../../engine/started-lab.ts';
import { connect } from '../../engine/connect.ts';
import { activeFaults } from '../../faults/injected.ts';
import { transitGateways } from '../../topology/objects/gateways.ts';
import type { Lab } from '../../topology/types.ts';
import { openLab } from '../lab-option.ts';
import type { LabFlag } from '../lab-option.ts';

const nodes = ({ plan }: StartedLab): string[] => plan.nodes.map(({ name }) => name);
const named = (items: readonly { readonly name: string }[]): string[] => items.map(({ name }) => name);
const definition =
  (words: (lab: Lab) => string[]) =>
  (running: StartedLab): string[] =>
    words(running.definition);

/** What an argument of that name can be in a running lab. */
const OF_LAB: Readonly<Record<string, (running: StartedLab) => string[] | Promise<string[]>>> = {
  node: nodes,
  neighbour: nodes,
  from: nodes,
  to: nodes,
  tunnel: definition((lab) => named(lab.vpnConnections.flatMap(({ tunnels }) => tunnels))),
  connection: definition((lab) => named(lab.customerGateways.flatMap(({ router }) => router.connections))),
  router: definition((lab) => named(lab.customerGateways.map(({ router }) => router))),
  'customer-gateway': definition((lab) => named(lab.customerGateways)),
  'security-group': definition((lab) => named(lab.vpcs.flatMap(({ securityGroups }) => securityGroups))),
  attachment: definition((lab) => named(transitGateways(lab).flatMap(({ attachments }) => attachments))),
  'route-table': definition((lab) =>
    named([...transitGateways(lab), ...lab.vpcs].flatMap(({ routeTables }) => [...routeTables])),
  ),
  id: async (running) => (await activeFaults(running)).map(({ id }) => String(id)),
};

/** The words that an argument or option of that name can be, as the running labs have them; none where it is another. */
export async function labWords(name: string, flag: LabFlag): Promise<string[]> {
  if (name === 'lab' || name === 'name') return labNames(await connect());
  const words = Object.hasOwn(OF_LAB, name) ? OF_LAB[name] : undefined;
  if (words === undefined) return [];
  await using running = await openLab(flag);
  return await words(running);
}
