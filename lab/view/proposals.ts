import { chosenProposal } from '../aws/proposal-match.ts';
import { espProposals, ikeProposals, inAwsNames } from '../aws/proposals.ts';
import { configuredTunnels } from '../topology/graph/tunnels.ts';
import type { IkeVersion, Lab } from '../topology/types.ts';

/** What AWS's end of a tunnel takes of what a device offers in one phase. */
export interface ProposalAnswer {
  readonly tunnel: string;
  readonly connection: string;
  readonly version: IkeVersion;
  readonly phase: 1 | 2;
  /** As strongSwan spells it, best first. */
  readonly offered: readonly string[];
  /** The lowest that both have; null if AWS takes none. */
  readonly chosen: { readonly proposal: string; readonly inAwsNames: string } | null;
  /** The IKE versions that AWS's end speaks, if this is none of them. */
  readonly versionsTaken: readonly IkeVersion[] | null;
}

/** A device's offer, in place of that of the lab's routers. */
export interface Offer {
  readonly version?: IkeVersion;
  readonly ike?: readonly string[];
  readonly esp?: readonly string[];
}

/**
 * What AWS's ends of a lab's tunnels take of what the routers' connections offer, or of another offer. Phase 2 is that of a
 * rekeying: it has a key exchange of its own. Pure: docs/proposals.md says what was negotiated.
 * @throws {LabFileError} if no phase 1 proposal is left for a tunnel.
 */
export function proposalAnswers(lab: Lab, offer: Offer): ProposalAnswer[] {
  return configuredTunnels(lab).flatMap(({ tunnel, connection }) => {
    const version = offer.version ?? connection.keyExchange;
    const { ikeVersions } = tunnel.options;
    const versionsTaken = ikeVersions.includes(version) ? null : ikeVersions;
    return ([1, 2] as const).map((phase): ProposalAnswer => {
      const offered =
        phase === 1 ? (offer.ike ?? connection.ikeProposals) : (offer.esp ?? connection.espProposals);
      const accepted = phase === 1 ? ikeProposals(tunnel.options) : espProposals(tunnel.options);
      const proposal =
        versionsTaken === null
          ? chosenProposal(offered, accepted, version, phase === 1 ? 'ike' : 'esp')
          : null;
      return {
        tunnel: tunnel.name,
        connection: connection.name,
        version,
        phase,
        offered,
        chosen: proposal === null ? null : { proposal, inAwsNames: inAwsNames(proposal) },
        versionsTaken,
      };
    });
  });
}
