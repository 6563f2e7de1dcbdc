import type { StartedLab } from '../engine/started-lab.ts';
import { proposalOf } from '../ike/sa.ts';
import { tunnelStates } from './tunnels.ts';
import type { TunnelState } from './tunnels.ts';
import type { Judgement } from './verdict.ts';

/** What the two ends of a tunnel are to have agreed on. */
export interface Negotiated {
  readonly version: 1 | 2;
  /** In the words of strongSwan, e.g. `aes128-sha1-modp1024`. */
  readonly ike: string;
  readonly esp: string;
  /** Whether there is a NAT in front of the router, and so ESP in UDP. */
  readonly nat: boolean;
}

/** Checks what every tunnel of a lab has negotiated. */
export async function checkNegotiated(lab: StartedLab, expected: Negotiated): Promise<Judgement> {
  const tunnels = (await tunnelStates(lab)).map((state) => ({ ...state, negotiated: negotiatedBy(state) }));
  const wanted = describe(expected);
  const other = tunnels.filter(({ negotiated }) => negotiated !== wanted);
  const seen = (list: typeof tunnels): string =>
    list.map(({ tunnel, negotiated }) => `${tunnel}: ${negotiated}`).join('; ');
  return other.length === 0
    ? { verdict: 'passed', evidence: seen(tunnels) }
    : { verdict: 'failed', evidence: `${seen(other)}; expected: ${wanted}` };
}

function negotiatedBy({ ikeSa, childSa }: TunnelState): string {
  if (ikeSa === null || childSa === null) return 'no SAs';
  const { version, natLocal } = ikeSa;
  const nat = natLocal && childSa.encap;
  return describe({ version, ike: proposalOf(ikeSa), esp: proposalOf(childSa), nat });
}

const describe = ({ version, ike, esp, nat }: Negotiated): string =>
  `IKEv${version} ${ike}, ESP ${esp}, ${nat ? 'behind a NAT, ESP in UDP' : 'no NAT'}`;
