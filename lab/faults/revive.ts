import { initiatingEnd, initiations, isInitiated } from '../aws/initiation.ts';
import type { Initiation } from '../aws/initiation.ts';
import { viciSocket } from '../plan/services/charon-paths.ts';
import { tunnelOfConnection } from '../topology/graph/tunnels.ts';
import type { Deed, PlannedLab } from './fault.ts';
import { swanctl } from './swanctl.ts';

/**
 * Has the tunnels initiated that an end is to initiate and that have no ESTABLISHED IKE_SA there (images/vpn, s2s-ike):
 * strongSwan does not come back by itself once the peer has deleted the IKE_SA, and where it tries it may wait a minute
 * for its next try. An IKE_SA that is ESTABLISHED at one end only is left to DPD.
 * @param isMeant which tunnels; all of them without it.
 */
export function revive(
  planned: PlannedLab,
  isMeant: (initiation: Initiation) => boolean = () => true,
): Deed[] {
  return initiations(planned.definition)
    .filter((each) => isInitiated(each) && isMeant(each))
    .flatMap((each) => initiatingEnd(each) ?? [])
    .map(({ node, connection }) => ({ node, run: initiating(planned, node, connection), byHand: true }));
}

/** In an owner's own router its own tools do it: there is no s2s-ike. */
function initiating({ definition }: PlannedLab, node: string, connection: string): string {
  const ends = tunnelOfConnection(definition, node, connection);
  if (ends === undefined || ends.customerGateway.router.own === null) return `s2s-ike initiate ${connection}`;
  const { daemon, childSa } = ends.connection;
  const background = '</dev/null >/dev/null 2>&1 &';
  if (daemon === null) return `timeout 5 ipsec auto --up ${connection} ${background}`;
  const uri = `--uri unix://${viciSocket(daemon)}`;
  return [
    `if ! ${swanctl()} --list-sas --ike ${connection} ${uri} 2>&1 | grep -q ESTABLISHED; then`,
    `  ${swanctl()} --terminate --ike ${connection} --force ${uri} >/dev/null 2>&1`,
    `  ${swanctl()} --initiate --ike ${connection} --child ${childSa} --timeout 1 ${uri} ${background}`,
    'fi',
  ].join('\n');
}

/** {@link revive} for the tunnels of one router. */
export function reviveRouter(lab: PlannedLab, router: string): Deed[] {
  return revive(lab, (each) => each.router === router);
}

/** {@link revive} for one tunnel. */
export function reviveTunnel(lab: PlannedLab, tunnel: string): Deed[] {
  return revive(lab, (each) => each.tunnel === tunnel);
}
