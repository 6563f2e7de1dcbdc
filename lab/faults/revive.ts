import { initiatingEnd, initiations, isInitiated } from '../aws/initiation.ts';
import type { Initiation } from '../aws/initiation.ts';
import type { Deed, PlannedLab } from './fault.ts';

/**
 * Has the tunnels initiated that an end is to initiate and that have no ESTABLISHED IKE_SA there (images/vpn, s2s-ike):
 * strongSwan does not come back by itself once the peer has deleted the IKE_SA, and where it tries it may wait a minute
 * for its next try. An IKE_SA that is ESTABLISHED at one end only is left to DPD.
 * @param isMeant which tunnels; all of them without it.
 */
export function revive(
  { definition }: PlannedLab,
  isMeant: (initiation: Initiation) => boolean = () => true,
): Deed[] {
  return initiations(definition)
    .filter((each) => isInitiated(each) && isMeant(each))
    .flatMap((each) => initiatingEnd(each) ?? [])
    .map(({ node, connection }) => ({ node, run: `s2s-ike initiate ${connection}`, byHand: true }));
}

/** {@link revive} for the tunnels of one router. */
export function reviveRouter(lab: PlannedLab, router: string): Deed[] {
  return revive(lab, (each) => each.router === router);
}

/** {@link revive} for one tunnel. */
export function reviveTunnel(lab: PlannedLab, tunnel: string): Deed[] {
  return revive(lab, (each) => each.tunnel === tunnel);
}
