import { renderConnectionChange } from '../ike/swanctl.ts';
import type { ConnectionChange } from '../ike/swanctl.ts';
import { charonOf } from '../plan/services/find-charon.ts';
import { ikeRunFolder } from '../plan/services/charon-paths.ts';
import type { Deed, FaultPlan, PlannedLab } from './fault.ts';
import { reviveTunnel } from './revive.ts';
import { speakTo, swanctl } from './swanctl.ts';
import type { ConnectionEnds } from './vpn-objects.ts';

/**
 * A fault that is a wrong configuration of one connection in its router: loaded into the running charon on top of the
 * right one, so that several such faults can be there at a time. strongSwan gives up the SAs of a connection that
 * changes if its router is to initiate it, for an SA keeps the configuration it was made with, rekeyings included; so
 * the IKE_SA is always ended and negotiated anew.
 * @param fault name that the change is kept under.
 */
export function changeConnection(
  planned: PlannedLab,
  { gateway: { router }, connection }: ConnectionEnds,
  fault: string,
  change: ConnectionChange,
): Pick<FaultPlan, 'apply' | 'undo'> {
  const { name } = connection;
  const daemon = charonOf(planned.plan, router.name, name).name;
  const folder = ikeRunFolder(daemon);
  const file = `faults/${fault}-${name}.conf`;
  const load = (edit: string): Deed[] => [
    {
      node: router.name,
      run: `${speakTo(daemon)}
mkdir -p ${folder}/faults && cd ${folder}
${edit}
printf 'include swanctl.conf\\ninclude faults/*.conf\\n' >faulty.conf
${swanctl()} --terminate --ike ${name} --force >/dev/null 2>&1
${swanctl()} --load-all --noprompt --file ${folder}/faulty.conf`,
    },
    ...reviveTunnel(planned, connection.tunnel),
  ];
  return {
    apply: load(`cat >${file} <<'CONF'\n${renderConnectionChange(name, change)}CONF`),
    undo: load(`rm -f ${file}`),
  };
}
