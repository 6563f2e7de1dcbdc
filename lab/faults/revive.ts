import { charonOf } from '../plan/services/find-charon.ts';
import type { Lab, Router, RouterConnection } from '../topology/types.ts';
import type { Deed, PlannedLab } from './fault.ts';
import { speakTo, SWANCTL } from './swanctl.ts';

/**
 * Has the connections initiated that are to be initiated and that have no ESTABLISHED IKE_SA: strongSwan does not come
 * back by itself once the peer has deleted the IKE_SA, and where it tries it may wait a minute for its next try. An
 * IKE_SA that is ESTABLISHED at one end only is left to DPD.
 * @param isMeant which connections; all of them without it.
 */
export function revive(
  { definition: lab, plan }: PlannedLab,
  isMeant: (connection: RouterConnection, router: Router) => boolean = () => true,
): Deed[] {
  return lab.customerGateways.flatMap(({ router }) =>
    router.connections
      .filter((connection) => isMeant(connection, router))
      .flatMap((connection) => initiatorOf(lab, router, connection))
      .map(({ node, name }) => ({
        node,
        run: `${speakTo(charonOf(plan, node, name).name)}
${SWANCTL} --list-sas --ike ${name} 2>&1 | grep -q ESTABLISHED || {
  ${SWANCTL} --terminate --ike ${name} --force >/dev/null 2>&1
  s2s-ike initiate ${name}
}`,
      })),
  );
}

/** {@link revive} for the connections of one tunnel. */
export function reviveTunnel(lab: PlannedLab, tunnel: string): Deed[] {
  return revive(lab, (connection) => connection.tunnel === tunnel);
}

/** The end of a connection that is to initiate it, and its name there: the router, else AWS with startup action `start`. */
function initiatorOf(
  lab: Lab,
  router: Router,
  { name, tunnel, auto }: RouterConnection,
): { readonly node: string; readonly name: string }[] {
  if (auto === 'start') return [{ node: router.name, name }];
  return lab.vpnConnections
    .flatMap(({ tunnels }) => tunnels)
    .filter((each) => each.name === tunnel && each.options.startupAction === 'start')
    .map((each) => ({ node: each.name, name: each.name }));
}
