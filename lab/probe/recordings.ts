import type { Recording } from '../diagnosis/recording.ts';
import type { StartedLab } from '../engine/started-lab.ts';

/** What `explain` has seen of each lab in this process, for the evidence of a scenario that fails. */
const recordings = new WeakMap<StartedLab, readonly Recording[]>();

/** Keeps what was seen of a probe, in place of what was seen of the same one before. */
export function keepRecording(running: StartedLab, recording: Recording): void {
  const others = (recordings.get(running) ?? []).filter((each) => !isSameProbe(each, recording));
  recordings.set(running, [...others, recording]);
}

/** What was seen of probes since a time (milliseconds since the epoch), the last of each. */
export function recordingsSince(running: StartedLab, sinceMs: number): Recording[] {
  return (recordings.get(running) ?? []).filter(({ observation }) => Date.parse(observation.at) >= sinceMs);
}

/** Whether the same was sent between the same two. */
export function isSameProbe(
  one: Pick<Recording, 'from' | 'to' | 'options'>,
  other: Pick<Recording, 'from' | 'to' | 'options'>,
): boolean {
  return (
    one.from === other.from &&
    one.to === other.to &&
    one.options.sizeBytes === other.options.sizeBytes &&
    one.options.tcpPort === other.options.tcpPort &&
    one.options.udpPort === other.options.udpPort
  );
}
