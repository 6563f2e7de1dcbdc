import type { OwnRouter, OwnScript } from '../../topology/types.ts';
import type { PlanFile } from '../plan-file.ts';
import type { DataplaneName } from '../dataplane/name.ts';
import { ESP_IN_USER_SPACE } from './esp-in-user-space.ts';
import type { ServiceKind } from './service-kind.ts';

/** A router that is its owner's own: what it runs at boot, and the script that it is given once. */
export interface RouterPlan extends Pick<OwnRouter, 'daemon' | 'files' | 'script'> {
  readonly kind: 'router';
  /** Whether the kernel does ESP, or strongSwan with a TUN. */
  readonly dataplane: DataplaneName;
}

const FOLDER = '/etc/s2s/router';
/** Where a router keeps what became of its script. It outlives a reboot: what was run once is told as often as asked. */
export const SCRIPT_RESULT = '/var/lib/s2s/router/commands.json';
/** Where a router notes, while its script runs, which line that is at. */
export const SCRIPT_TRACE = '/run/s2s/router/script.trace';
/** A script that takes longer is ended. */
export const SCRIPT_SECONDS = 120;

/** The owner's files, where they belong, and what s2s-router has to know (images/router). */
export const router: ServiceKind<RouterPlan> = {
  program: 's2s-router',
  files({ daemon, dataplane, files, script }): PlanFile[] {
    return [
      ...files.map(({ path, content, mode }) => ({ path, content, mode })),
      { path: `${FOLDER}/daemon`, content: `${daemon}\n` },
      { path: `${FOLDER}/dataplane`, content: `${dataplane}\n` },
      ...(dataplane === 'userspace' ? [ESP_IN_USER_SPACE] : []),
      { path: `${FOLDER}/files`, content: files.map(({ path }) => `${path}\n`).join('') },
      ...(script === null
        ? []
        : [
            { path: `${FOLDER}/script`, content: script.text, mode: 0o600 },
            { path: `${FOLDER}/script.name`, content: `${script.name}\n` },
            { path: `${FOLDER}/script.seconds`, content: `${SCRIPT_SECONDS}\n` },
          ]),
    ];
  },
};

/** Whether a service is a router of its owner's own. */
export function isOwnRouter(service: { readonly kind: string }): service is RouterPlan {
  return service.kind === 'router';
}

/** The script of a node that is a router of its owner's own; null of any other node, and without one. */
export function scriptOf(node: {
  readonly services: readonly { readonly kind: string }[];
}): OwnScript | null {
  return node.services.find(isOwnRouter)?.script ?? null;
}
