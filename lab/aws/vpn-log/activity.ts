import { phase } from './phase.ts';
import { recordTimes } from './record.ts';
import type { ActivityRecord } from './record.ts';

/** What befalls the SAs of a tunnel. */
type Turn = 'begins' | 'comes' | 'isRekeyed' | 'goes';

interface Line {
  readonly pattern: RegExp;
  /** AWS's own message, with `$1` for what the pattern caught; charon's line where AWS documents none. */
  readonly message?: string;
  readonly ike?: Turn;
  readonly child?: Turn;
  readonly natDetected?: true;
}

const NO_KEY = 'AWS tunnel payload decryption was unsuccessful due to invalid Pre-shared Key';

/** What charon says of a tunnel at AWS's end, and what AWS's log says in its place. The first that fits counts. */
const LINES: readonly Line[] = [
  { pattern: /is initiating an? .*IKE_SA|initiating .*IKE_SA .* to /, ike: 'begins' },
  { pattern: /remote host is behind NAT/, natDetected: true },
  { pattern: /IKE_SA \S+ (?:established|rekeyed) between/, ike: 'comes' },
  { pattern: /CHILD_SA \S+ established with SPIs/, child: 'comes' },
  { pattern: /rekeying IKE_SA|reauthenticating IKE_SA/, ike: 'isRekeyed' },
  { pattern: /rekeying CHILD_SA|detected rekeying of CHILD_SA/, child: 'isRekeyed' },
  { pattern: /DPD check timed out/, message: 'Peer is not responsive - Declaring peer dead', ike: 'goes' },
  {
    pattern: /giving up after (\d+) retransmits/,
    message: 'AWS tunnel DPD timed out after $1 retransmits',
    ike: 'goes',
  },
  {
    pattern: /received DELETE for IKE_SA/,
    message: 'AWS tunnel received DELETE for IKE_SA from CGW',
    ike: 'goes',
  },
  {
    pattern: /received DELETE for (?:ESP )?CHILD_SA with SPI (\w+)/,
    message: 'AWS tunnel received DELETE for Phase 2 SA with SPI: $1',
  },
  {
    pattern: /detected CHILD_REKEY collision with CHILD_DELETE/,
    message: 'AWS tunnel detected a (CHILD_REKEY) collision as CHILD_DELETE',
  },
  {
    pattern: /detected CHILD_REKEY collision|redundant CHILD_SA/,
    message: 'AWS tunnel (CHILD_SA) redundant SA is being deleted due to detected collision',
  },
  {
    pattern: /shared keys? for .* - '([^']+)', but MAC mismatched/,
    message: 'AWS tunnel detected a pre-shared key mismatch with cgw: $1',
    ike: 'goes',
  },
  {
    pattern: /ID_PROT request with message ID 0 processing failed|calculated HASH does not match/,
    message: NO_KEY,
    ike: 'goes',
  },
  {
    pattern: /no trusted .* public key found|no (?:matching )?peer config found/,
    message: 'AWS tunnel is sending AUTHENTICATION_FAILED as the response',
    ike: 'goes',
  },
  {
    pattern: /received proposals unacceptable|no IKE config found/,
    message: 'No Proposal Match Found by AWS',
    ike: 'goes',
  },
  {
    pattern: /no (?:matching |acceptable )?proposal found/,
    message: 'No Proposal Match Found. Notifying with "No proposal chosen"',
  },
  {
    pattern: /failed to establish CHILD_SA, keeping IKE_SA/,
    message: 'AWS tunnel Phase 2 was unable to establish while keeping Phase 1',
    child: 'goes',
  },
  {
    pattern: /TS_UNACCEPTABLE|traffic selectors .*unacceptable|no matching CHILD_SA config found/,
    message: 'AWS: Traffic Selector: TS_UNACCEPTABLE: received from responder',
    child: 'goes',
  },
  {
    pattern: /deleting half open IKE_SA with (\S+) after timeout/,
    message: 'AWS tunnel Timeout: deleting un-established Phase 1 IKE_SA with cgw: $1',
    ike: 'goes',
  },
  { pattern: /closing CHILD_SA/, child: 'goes' },
  { pattern: /IKE_SA deleted|deleting IKE_SA/, ike: 'goes' },
  { pattern: /charon \(\S+\) ended/, ike: 'goes' },
];

/** charon's thread and subsystem, and the IKE_SA that it speaks of. */
const HEAD = /^\d+\[\w+\] (?:<(?:[^>]*\|)?(\d+)> )?/;

/**
 * Reads what charon says at AWS's end of a tunnel, line after line, as AWS's tunnel activity log; null for a line that it
 * does not have.
 * @param dpdEnabled whether the tunnel's options let it look for a dead peer.
 */
export function activityLog(dpdEnabled: boolean): (time: string, text: string) => ActivityRecord | null {
  const [phase1, phase2] = [phase(), phase()];
  let natDetected = false;
  return (time, text) => {
    const line = LINES.find(({ pattern }) => pattern.test(text));
    if (line === undefined) return null;
    natDetected ||= line.natDetected === true;
    if (line.ike !== undefined)
      phase1[line.ike](/IKE_SA \S+\[(\d+)\]/.exec(text)?.[1] ?? HEAD.exec(text)?.[1]);
    if (line.child !== undefined) phase2[line.child](/CHILD_SA \S+\{(\d+)\}/.exec(text)?.[1]);
    if (phase1.state() === 'Down') phase2.goes();
    const [, caught = ''] = line.pattern.exec(text) ?? [];
    return {
      ...recordTimes(time),
      dpd_enabled: dpdEnabled,
      nat_t_detected: natDetected,
      ike_phase1_state: phase1.state(),
      ike_phase2_state: phase2.state(),
      details: line.message?.replace('$1', caught) ?? text.replace(HEAD, ''),
    };
  };
}
