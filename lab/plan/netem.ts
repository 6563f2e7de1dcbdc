import type { Netem } from '../topology/types.ts';

/** Packets that may wait for their delay to end: more than netem's own 1000, which a fast link has on its way. */
const DELAYED_PACKETS = 10_000;

/** The command of `tc` by which what leaves an interface is delayed, lost or limited. */
export function netemCommand(interfaceName: string, netem: Netem): string {
  const { delayMs, jitterMs, lossPercent, rateMbps } = netem;
  return [
    `qdisc replace dev ${interfaceName} root netem`,
    // Without a rate netem needs a longer queue than its own; with one, a longer queue would delay packets by minutes.
    ...(rateMbps === 0 ? [`limit ${DELAYED_PACKETS}`] : []),
    ...(delayMs === 0 ? [] : [`delay ${delayMs}ms`]),
    ...(jitterMs === 0 ? [] : [`${jitterMs}ms`]),
    ...(lossPercent === 0 ? [] : [`loss ${lossPercent}%`]),
    ...(rateMbps === 0 ? [] : [`rate ${rateMbps}mbit`]),
  ].join(' ');
}
