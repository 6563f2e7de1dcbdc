import { bound } from '../topology/graph/find.ts';
import { connectionChange, renderConnectionChange } from '../ike/connection-change.ts';
import type { ConnectionChange } from '../ike/connection-change.ts';
import { planLab } from '../plan/plan.ts';
import { ikeRunFolder } from '../plan/services/charon-paths.ts';
import { charonOf } from '../plan/services/find-charon.ts';
import type { Plan } from '../plan/types.ts';
import { modifyRouterConnection } from '../topology/edits/router.ts';
import type { ConnectionSettings } from '../topology/edits/router.ts';
import type { Deed, FaultPlan, PlannedLab } from './fault.ts';
import { requireLabConfigured } from './own-router.ts';
import { reviveTunnel } from './revive.ts';
import { speakTo, swanctl } from './swanctl.ts';
import { connectionNamed } from './vpn-objects.ts';

/**
 * A fault that is a wrong configuration of one connection in its router: loaded into the running charon on top of the
 * right one, so that several such faults can be there at a time. strongSwan gives up the SAs of a connection that
 * changes if its router is to initiate it, for an SA keeps the configuration it was made with, rekeyings included; so
 * the IKE_SA is always ended and negotiated anew.
 * @param fault name that the change is kept under.
 * @throws {UsageError} if there is no such connection.
 */
export function changeConnection(
  planned: PlannedLab,
  wanted: string,
  fault: string,
  settings: ConnectionSettings,
): Pick<FaultPlan, 'apply' | 'undo'> {
  const { customerGateway, connection } = connectionNamed(planned, wanted);
  const { name, tunnel } = connection;
  requireLabConfigured(
    customerGateway.router,
    `write ${placesOf(settings)} of ${name} otherwise in its files, and \`s2s up\` makes it anew`,
  );
  const { plan, definition } = planned;
  const node = customerGateway.router.name;
  const changed = modifyRouterConnection(definition, { connection: wanted, settings });
  const change = differenceOf(plan, planLab(changed, plan.dataplane), node, name);
  const daemon = charonOf(plan, node, name).name;
  const folder = ikeRunFolder(daemon);
  const file = `faults/${fault}-${name}.conf`;
  const load = (edit: string): Deed[] => [
    {
      node,
      run: `${speakTo(daemon)}
mkdir -p ${folder}/faults && cd ${folder}
${edit}
printf 'include swanctl.conf\\ninclude faults/*.conf\\n' >faulty.conf
${swanctl()} --terminate --ike ${name} --force >/dev/null 2>&1
${swanctl()} --load-all --noprompt --file ${folder}/faulty.conf && rm faulty.conf`,
    },
    ...reviveTunnel(planned, tunnel),
  ];
  return {
    apply: load(`cat >${file} <<'CONF'\n${renderConnectionChange(name, change)}CONF`),
    undo: load(`rm -f ${file}`),
  };
}

/** Where an owner's own files have what a fault would change. */
function placesOf(settings: ConnectionSettings): string {
  const places: Readonly<Record<keyof ConnectionSettings, string>> = {
    ikeProposals: 'ike=',
    espProposals: 'esp=',
    leftId: 'leftid=',
    preSharedKey: 'the key in ipsec.secrets',
  };
  return (Object.keys(settings) as (keyof ConnectionSettings)[]).map((key) => places[key]).join(' and ');
}

/** How two plans of a node's connection differ. */
function differenceOf(before: Plan, after: Plan, node: string, name: string): ConnectionChange {
  const connection = (plan: Plan) => bound(charonOf(plan, node, name).connections, name);
  const keyOf = ({ nodes }: Plan): string | null =>
    bound(nodes, node).keys.find((key) => key.connection === name)!.preSharedKey;
  const key = keyOf(after);
  return {
    ...connectionChange(connection(before), connection(after)),
    ...(key === null || key === keyOf(before) ? {} : { secret: key }),
  };
}
