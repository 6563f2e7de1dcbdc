import { chosenProposal } from '../../lab/aws/proposal-match.ts';
import { espProposals, ikeProposals } from '../../lab/aws/proposals.ts';
import { TUNNEL_OPTION_DEFAULTS } from '../../lab/topology/objects/vpn-connection/tunnel-options.ts';
import type { IkeVersion, TunnelOptions } from '../../lab/topology/types.ts';
import { COMBINATIONS, optionsOf } from './combinations.ts';
import type { Combination } from './combinations.ts';
import type { Attempt } from './negotiate.ts';

/**
 * What AWS's end accepts in a trial: all that AWS has by default; what an owner restricts it to; or one combination alone, of
 * all that the router offers then.
 */
export type Endpoint = 'defaults' | 'restricted' | 'alone';

/** One combination, tried at one endpoint. */
export interface Trial extends Attempt {
  readonly endpoint: Endpoint;
  /** As strongSwan spells it. */
  readonly combination: string;
}

/** What RFC 8247 advises: no SHA1, no groups below 14, none of 22 to 24; and AES256 alone. */
const RESTRICTED: TunnelOptions = {
  ...TUNNEL_OPTION_DEFAULTS,
  phase1EncryptionAlgorithms: ['AES256', 'AES256-GCM-16'],
  phase2EncryptionAlgorithms: ['AES256', 'AES256-GCM-16'],
  phase1IntegrityAlgorithms: ['SHA2-256', 'SHA2-384', 'SHA2-512'],
  phase2IntegrityAlgorithms: ['SHA2-256', 'SHA2-384', 'SHA2-512'],
  phase1DHGroupNumbers: [14, 15, 16, 17, 18, 19, 20, 21],
  phase2DHGroupNumbers: [14, 15, 16, 17, 18, 19, 20, 21],
};

/** Every combination with both IKE versions at each endpoint. */
export const TRIALS: readonly Trial[] = (['ikev1', 'ikev2'] as const).flatMap((version) =>
  COMBINATIONS.flatMap((combination) =>
    (['defaults', 'restricted', 'alone'] as const).map((endpoint) => trial(version, combination, endpoint)),
  ),
);

function trial(version: IkeVersion, combination: Combination, endpoint: Endpoint): Trial {
  const { phase } = combination;
  const alone = optionsOf(combination);
  const [keywords = ''] = proposalsOf(phase, alone);
  const offered = endpoint === 'alone' ? everything(version, phase, keywords) : [keywords];
  const options = { defaults: TUNNEL_OPTION_DEFAULTS, restricted: RESTRICTED, alone }[endpoint];
  return { version, phase, endpoint, combination: keywords, offered, options };
}

function proposalsOf(phase: 1 | 2, options: TunnelOptions): string[] {
  return phase === 1 ? ikeProposals(options) : espProposals(options);
}

/**
 * All that a device can offer, the strongest first: with IKEv2 many algorithms in two proposals; with IKEv1 one of a kind in
 * each, and in phase 2 of one group alone, that of its key exchange.
 */
function everything(version: IkeVersion, phase: 1 | 2, combination: string): string[] {
  const all = proposalsOf(phase, TUNNEL_OPTION_DEFAULTS).reverse();
  if (version === 'ikev1') {
    const group = combination.split('-').at(-1)!;
    return all.filter((each) => (phase === 1 ? !each.includes('gcm') : each.endsWith(`-${group}`)));
  }
  return [all.filter((each) => each.includes('gcm')), all.filter((each) => !each.includes('gcm'))].map(
    (kind) =>
      [0, 1, 2]
        .map((place) => [...new Set(kind.flatMap((each) => each.split('-')[place] ?? []))].join('-'))
        .filter((keywords) => keywords !== '')
        .join('-'),
  );
}

/** What the model says comes of a trial. */
export function predicted({ version, phase, offered, options }: Trial): string | null {
  return chosenProposal(offered, proposalsOf(phase, options), version, phase === 1 ? 'ike' : 'esp');
}
