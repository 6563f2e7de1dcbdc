import { because } from '../../causes/catalogue.ts';
import { restartDaemon } from '../../topology/router-config/daemon-start.ts';
import { tunnelsOf } from '../../topology/graph/tunnels.ts';
import type { TunnelEnds } from '../../topology/graph/tunnels.ts';
import type { Finding } from '../hop.ts';
import { forGood } from '../own-line.ts';
import { kernelOf } from '../scene.ts';
import type { Scene } from '../scene.ts';
import { tellsOfSas } from '../tunnel/ike-side.ts';
import { tunnelDeviceOf } from './tunnel-device.ts';
import { updownHangs } from './updown-hangs.ts';

/** The tunnels of a router of its owner's own that no daemon has a connection for. */
function notLoaded({ lab }: Scene, router: string): TunnelEnds[] {
  return tunnelsOf(lab).filter(
    ({ customerGateway, connection }) =>
      customerGateway.router.own !== null && customerGateway.router.name === router && connection === null,
  );
}

/** What was routed into a device leads to no tunnel, for its connection is not loaded; null of any other device. */
export function deviceNotLoaded(scene: Scene, router: string, device: string): Finding | null {
  const kernel = kernelOf(scene, router);
  const ends = notLoaded(scene, router).find(
    ({ tunnel }) => tunnelDeviceOf(kernel, tunnel, { mark: 0, ifId: 0 })?.name === device,
  );
  return ends === undefined ? null : notLoadedBecause(scene, ends);
}

/** No connection of a router of its owner's own is loaded at all; null if one is. */
export function nothingLoaded(scene: Scene, router: string): Finding | null {
  const all = tunnelsOf(scene.lab).filter(({ customerGateway }) => customerGateway.router.name === router);
  const [first, ...others] = notLoaded(scene, router);
  return first === undefined || others.length + 1 < all.length ? null : notLoadedBecause(scene, first);
}

/** Why no daemon of a router has a connection for a tunnel. One that answers nobody, as while it waits for a script, may well have it. */
export function notLoadedBecause(
  { observation }: Pick<Scene, 'observation'>,
  { tunnel, customerGateway }: TunnelEnds,
): Finding {
  const { router } = customerGateway;
  const { ikeLog = [], daemons = {} } = observation.nodes[router.name] ?? {};
  const facts = { router: router.name, tunnel: tunnel.name };
  const message = lastComplaint(ikeLog);
  const states = Object.entries(daemons).map(([name, { process }]) => `${name}: ${process}`);
  const evidence = `IKE daemons of ${router.name}: ${states.join(', ') || 'none'}${message === undefined ? '' : `; log: ${message}`}`;
  const node = router.name;
  const hanging = updownHangs({ observation }, router, evidence);
  if (hanging !== null) return hanging;
  if (message !== undefined)
    return { node, ...because('configurationRefused', { ...facts, message }), evidence };
  const isRunning = Object.values(daemons).some(({ process }) => process === 'running');
  const repair = { node, command: restartDaemon({ daemon: router.own?.daemon ?? 'strongswan' }) };
  if (!isRunning) {
    return { node, ...because('routerDaemonNotStarted', facts), evidence, repair };
  }
  if (tellsOfSas(router) && Object.values(daemons).every(({ sas }) => sas === null))
    return { node, ...because('connectionsUnseen', facts), evidence: `${evidence}; none answers by VICI` };
  const address = tunnel.outsideIpAddress;
  const naming = new RegExp(
    String.raw`^\s*(?:right|remote_addrs)\s*=\s*${address.replaceAll('.', String.raw`\.`)}`,
  );
  return {
    node,
    ...because('connectionNotLoaded', { ...facts, address, forGood: forGood(router, 'mend', naming) }),
    evidence,
    repair,
  };
}

/** What strongSwan, or the program that starts it, has against what is configured; what only sums it up is left out. */
const COMPLAINT =
  /unknown keyword '|missing value for|missing ' : ' separator|syntax error|invalid \w+ value|loading connection .* failed/;
const STARTS = /\bStarting strongSwan /;

/** Whether a line of the log of a router bears on what it was configured with. */
export const isComplaint = (line: string): boolean => COMPLAINT.test(line) || STARTS.test(line);

/** What is complained of last, since the daemon was started. */
function lastComplaint(log: readonly string[]): string | undefined {
  const since = log.findLastIndex((line) => STARTS.test(line));
  const complaint = log.slice(since + 1).findLast((line) => COMPLAINT.test(line));
  return complaint
    ?.replace(/^\S+ /, '')
    .replace(/^(?:[\w-]+\[\d+\]: |\d+\[\w+\] )/, '')
    .replace(/^# /, '')
    .trim();
}
