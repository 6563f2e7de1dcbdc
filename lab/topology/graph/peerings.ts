import { addressAt } from '../cidr.ts';
import { attachmentOf, transitGateways } from '../objects/gateways.ts';
import type { Lab } from '../types.ts';
import { perLab } from './per-lab.ts';

/** One end of a peering: a Transit Gateway, its attachment of the other, and its address on the link between them. */
interface PeeringEnd {
  readonly gateway: string;
  readonly attachment: string;
  readonly address: string;
}

/** Addresses between peered Transit Gateways, AWS's own: a pair for each peering, for a gateway may have several. */
const PEERING_BLOCK = '100.64.2.0/24';

/** The peerings of Transit Gateways, each once, in the order of the lab file. */
export const peeringsOf: (lab: Lab) => readonly (readonly [PeeringEnd, PeeringEnd])[] = perLab((lab) => {
  const gateways = transitGateways(lab);
  const pairs = gateways.flatMap((one, index) =>
    gateways.slice(index + 1).flatMap((other) => {
      const [own, peer] = [
        attachmentOf(one, 'peering', other.name),
        attachmentOf(other, 'peering', one.name),
      ];
      if (own === undefined || peer === undefined) return [];
      return [
        [
          { gateway: one.name, attachment: own.name },
          { gateway: other.name, attachment: peer.name },
        ] as const,
      ];
    }),
  );
  return pairs.map(([one, other], index) => [
    { ...one, address: addressAt(PEERING_BLOCK, 2 * index + 1) },
    { ...other, address: addressAt(PEERING_BLOCK, 2 * index + 2) },
  ]);
});
