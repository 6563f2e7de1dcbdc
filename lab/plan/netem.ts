import type { Netem } from '../topology/types.ts';

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
