/**
 * The watchdog process: reads its parent's pipe to the end. If the parent did not disarm it, everything labelled
 * with the run is removed, until nothing more of it appears (the engine may still be creating a container).
 */
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

const QUIET_MS = 3000;
const LOOK_AGAIN_MS = 200;

const run = process.argv[2] ?? '';
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

if ((await text(process.stdin)) !== 'disarm\n' && run !== '') {
  // Loaded only now: every `up` starts a watchdog, and nearly all of them end here unused.
  const [{ removeContainers }, { connect }, { RUN_LABEL }] = await Promise.all([
    import('./containers.ts'),
    import('./docker.ts'),
    import('./labels.ts'),
  ]);
  const docker = await connect();
  let quietSince = Date.now();
  while (Date.now() - quietSince < QUIET_MS) {
    const left = await docker.listContainers({ all: true, filters: { label: [`${RUN_LABEL}=${run}`] } });
    if (left.length > 0) quietSince = Date.now();
    await removeContainers(
      docker,
      left.map(({ Id }) => Id),
    );
    await pause(LOOK_AGAIN_MS);
  }
}
