import { because } from '../../causes/catalogue.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';
import { OUTSIDE_INTERFACE } from '../../topology/graph/interfaces.ts';
import { ipCommands, scriptCommands } from '../../topology/router-config/ip-commands.ts';
import type { Finding } from '../hop.ts';
import { forGood } from '../own-line.ts';
import type { Scene } from '../scene.ts';
import { ikeSides } from '../tunnel/ike-side.ts';
import { lineFate } from './script-failure.ts';
import { updownSaid } from './updown-said.ts';

/**
 * A connection of a router of its owner's own has a mark or an if_id, and there is no tunnel interface that goes with it; null
 * of any other.
 */
export function interfaceMissing(scene: Scene, ends: ConfiguredTunnel): Finding | null {
  const { customerGateway, connection } = ends;
  const { router } = customerGateway;
  if (router.own === null || connection.interface !== null || connection.mark === 0) return null;
  const { childSa } = ikeSides(scene, ends)[0];
  const isXfrm = childSa?.ifIdOut === connection.mark;
  const making = makingPattern(connection.right, connection.mark);
  const { fate, text } = lineFate(scene, router, making);
  const said = router.routing === 'childSa' ? updownSaid(scene, router.name, connection.name) : null;
  const name = nameIn(router.own.script?.text ?? '', making) ?? connection.name;
  const kind = isXfrm
    ? `xfrm dev ${OUTSIDE_INTERFACE} if_id ${connection.mark}`
    : `vti local ${router.privateIpAddress} remote ${connection.right} key ${connection.mark}`;
  const command = [
    `ip link add ${name} type ${kind}`,
    `ip address add ${connection.insideLocal} dev ${name}`,
    `ip link set ${name} mtu ${connection.mtu} up`,
    ...(isXfrm
      ? []
      : [`sysctl -qw net.ipv4.conf.${name}.disable_policy=1 net.ipv4.conf.${name}.rp_filter=2`]),
    ...routesIn(router.own.script?.text ?? '', name),
  ].join(' && ');
  return {
    node: router.name,
    ...because('tunnelInterfaceMissing', {
      router: router.name,
      connection: connection.name,
      key: `${isXfrm ? 'if_id' : 'mark'} ${connection.mark}`,
      why: said === null ? text : `its updown script, which was to make it, said: ${said}`,
      forGood:
        fate === 'typed once'
          ? `for good, write these lines of ${router.own.script?.name ?? ''} to what is read at boot: /etc/rc.local, netplan, ifupdown or the updown script`
          : forGood(router, 'mend', making),
    }),
    evidence: `ip -d link show: no vti with remote ${connection.right} or key ${connection.mark}, no xfrm with if_id ${connection.mark}, and no interface with ${connection.insideLocal}`,
    repair: { node: router.name, command },
  };
}

/** A line that makes the device of a connection. */
const makingPattern = (right: string, key: number): RegExp =>
  new RegExp(
    String.raw`\bip\b.*\b(?:link|l|tunnel|tun)\s+add\b.*(?:remote\s+${right.replaceAll('.', String.raw`\.`)}|(?:key|okey|if_id)\s+(?:${key}|0x${key.toString(16)}))(?:\s|$)`,
  );

function nameIn(script: string, making: RegExp): string | null {
  const line = script.split('\n').find((each) => making.test(each) && !/^\s*#/.test(each)) ?? '';
  return /\badd\s+(?:name\s+|dev\s+)?([\w.-]+)/.exec(line)?.[1] ?? null;
}

/** The routes into an interface that a script has. */
function routesIn(text: string, name: string): string[] {
  return ipCommands(scriptCommands([{ path: '', from: '', text }])).flatMap(
    ({ words: [object = '', verb = '', ...route] }) =>
      /^r(o|oute)?$/.test(object) &&
      /^(add|replace)$/.test(verb) &&
      route.some((word, at) => word === 'dev' && route[at + 1] === name)
        ? [`ip route replace ${route.join(' ')}`]
        : [],
  );
}
