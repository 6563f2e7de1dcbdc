import { proposalOf } from '../ike/sa.ts';
import { tunnelStates } from '../probe/tunnels.ts';
import type { TunnelState } from '../probe/tunnels.ts';
import { judgement } from './check.ts';
import type { Check } from './check.ts';

/** What the two ends of a tunnel are to have agreed on. */
export interface Negotiated {
  readonly version: 1 | 2;
  /** In the words of strongSwan, e.g. `aes128-sha1-modp1024`. */
  readonly ike: string;
  readonly esp: string;
  /** Whether there is a NAT in front of the router, and so ESP in UDP. */
  readonly nat: boolean;
}

/** Every tunnel of a lab has negotiated this. */
export function negotiated(expected: Negotiated): Check {
  const wanted = describe(expected);
  return {
    title: `every tunnel has ${wanted}`,
    observe: async (running) => {
      const tunnels = (await tunnelStates(running)).map((state) => ({ ...state, agreed: agreedBy(state) }));
      const other = tunnels.filter(({ agreed }) => agreed !== wanted);
      const seen = (list: typeof tunnels): string =>
        list.map(({ tunnel, agreed }) => `${tunnel}: ${agreed}`).join('; ');
      return other.length === 0
        ? judgement(true, seen(tunnels))
        : judgement(false, `${seen(other)}; expected: ${wanted}`);
    },
  };
}

function agreedBy({ ikeSa, childSa }: TunnelState): string {
  if (ikeSa === null || childSa === null) return 'no SAs';
  const { version, natLocal } = ikeSa;
  const nat = natLocal && childSa.encap;
  return describe({ version, ike: proposalOf(ikeSa), esp: proposalOf(childSa), nat });
}

const describe = ({ version, ike, esp, nat }: Negotiated): string =>
  `IKEv${version} ${ike}, ESP ${esp}, ${nat ? 'behind a NAT, ESP in UDP' : 'no NAT'}`;
