import { linkOf } from '../topology/links.ts';
import type { Lab, Netem } from '../topology/types.ts';
import type { LinkPlan, PlanFile } from './types.ts';

/** Packets that may wait for their delay to end: more than netem's own 1000, which a fast link has on its way. */
const DELAYED_PACKETS = 10_000;

/** The command of `tc` by which what leaves an interface is delayed, lost or limited. */
export function netemCommand(interfaceName: string, netem: Netem): string {
  const { delayMs, jitterMs, lossPercent, rateMbps } = netem;
  return [
    `qdisc replace dev ${interfaceName} root netem`,
    // A slow link's queue is netem's own, for whoever fills it would wait for minutes otherwise.
    ...(rateMbps === 0 ? [`limit ${DELAYED_PACKETS}`] : []),
    ...(delayMs === 0 ? [] : [`delay ${delayMs}ms`]),
    ...(jitterMs === 0 ? [] : [`${jitterMs}ms`]),
    ...(lossPercent === 0 ? [] : [`loss ${lossPercent}%`]),
    ...(rateMbps === 0 ? [] : [`rate ${rateMbps}mbit`]),
  ].join(' ');
}

/** What the lab file says of a node's links, as s2s-node in images/node applies it: each end has the direction that leaves it. */
export function netemFiles(lab: Lab, links: readonly LinkPlan[], node: string): PlanFile[] {
  return links.flatMap(({ ends }) => {
    const [one, other] = ends;
    const link = linkOf(lab, one.node, other.node);
    if (link === undefined) return [];
    return ends
      .filter((end) => end.node === node)
      .map((end) => ({
        path: `/etc/s2s/links/${end.interface}.tc`,
        content: `${netemCommand(end.interface, link)}\n`,
      }));
  });
}
