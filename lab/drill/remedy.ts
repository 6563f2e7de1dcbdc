import type { DrillEvent, DrillVerdict, Judged, Seen, Setting } from './event.ts';
import { withNames } from './select.ts';

/** Why an event did harm, and what helps: whole sentences without a full stop. */
export interface Remedy {
  readonly why: string;
  readonly cure: string;
}

const DID_HARM: readonly DrillVerdict[] = ['lost', 'stays-down', 'fails'];

/**
 * What the report says below an event that did harm, or that nothing could be found out by; null below any other. Where
 * `explain` has found what stopped the packets that is the reason, and its cure comes first. Pure.
 */
export function remedyOf(
  event: Pick<DrillEvent, 'cure'>,
  { cause, comeBacks }: Pick<Seen, 'cause' | 'comeBacks'>,
  { verdict, sentences }: Pick<Judged, 'verdict' | 'sentences'>,
  setting: Setting,
): Remedy | null {
  if (verdict === 'inconclusive')
    return {
      why: `no control: ${sentences[0] ?? 'nothing was measured'}`,
      cure: 'have every pair answered first (s2s matrix, s2s explain), then run the drill again',
    };
  if (!DID_HARM.includes(verdict)) return null;
  const general = withNames(event.cure, setting);
  if (cause !== null)
    return {
      why: `${cause.code ?? 'unknown'} at ${cause.node}: ${cause.text}`,
      cure: cause.cure ?? general,
    };
  if (verdict !== 'stays-down') return { why: 'explain found nothing that stops a packet', cure: general };
  const down = comeBacks.filter(({ by }) => by !== 'itself');
  return {
    why: 'neither end initiates the tunnel any more: AWS waits for the customer, and the router has given up, or never tries again',
    cure: down.some(({ by }) => by === 'never')
      ? `s2s drill --name <lab> leaves the lab, where s2s explain ${setting.router} ${down[0]!.tunnel} tells why it cannot be initiated`
      : `have ${setting.router} try again, and for ever (s2s lint names the line: stays-down, keying-tries, dpd), or have AWS initiate (startupAction: start)`,
  };
}
