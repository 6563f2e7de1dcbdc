import { because } from '../../causes/catalogue.ts';
import type { Router } from '../../topology/types.ts';
import type { Finding } from '../hop.ts';
import type { Scene } from '../scene.ts';

/** What s2s-router-watch in images/router says when it has ended a script. */
const ENDED = /ended after (\d+) s, as the tunnel waits for it: updown script (?:2>&1 )?(\S+)/;

/** Whether a line of a log tells of an updown script that hung. */
export const isUpdownEnded = (line: string): boolean => ENDED.test(line);

/** An updown script of the router hung, so that its IKE daemon answered nobody meanwhile; null if none did. */
export function updownHangs(
  { observation }: Pick<Scene, 'observation'>,
  { name: router }: Router,
  evidence: string,
): Finding | null {
  const line = observation.nodes[router]?.ikeLog.findLast(isUpdownEnded);
  const [said, seconds = '', script = ''] = ENDED.exec(line ?? '') ?? [];
  if (said === undefined) return null;
  return {
    node: router,
    ...because('updownHangs', { router, script, seconds }),
    evidence: `log of ${router}: ${said}; ${evidence}`,
  };
}
