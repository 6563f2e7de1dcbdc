import type { Router, RouterConnection } from '../topology/types.ts';
import type { Deed, PlannedLab } from './fault.ts';
import { daemonOf, speakTo, SWANCTL } from './swanctl.ts';

/**
 * Lets the routers initiate the connections that they are to initiate and that have no ESTABLISHED IKE_SA: strongSwan
 * does not come back by itself once the peer has deleted the IKE_SA, and where it tries it may wait a minute for its
 * next try. An IKE_SA that is ESTABLISHED at one end only is left to DPD.
 * @param isMeant which connections; all of them without it.
 */
export function revive(
  { lab, plan }: PlannedLab,
  isMeant: (connection: RouterConnection, router: Router) => boolean = () => true,
): Deed[] {
  return lab.customerGateways.flatMap(({ router }) =>
    router.connections
      .filter((connection) => connection.auto === 'start' && isMeant(connection, router))
      .map(({ name }) => {
        const run = `${speakTo(daemonOf(plan, router.name, name))}
${SWANCTL} --list-sas --ike ${name} 2>&1 | grep -q ESTABLISHED || {
  ${SWANCTL} --terminate --ike ${name} --force >/dev/null 2>&1
  s2s-ike initiate ${name}
}`;
        return { node: router.name, run };
      }),
  );
}

/** {@link revive} for the connections of one tunnel. */
export function reviveTunnel(lab: PlannedLab, tunnel: string): Deed[] {
  return revive(lab, (connection) => connection.tunnel === tunnel);
}
