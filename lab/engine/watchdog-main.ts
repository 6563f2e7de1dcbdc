/**
 * The watchdog process, started when a run's parent has ended without a word (watchdog.ts): everything labelled with
 * the run is removed, until nothing more of it appears (the engine may still be creating a container).
 */
import { setTimeout as pause } from 'node:timers/promises';
import { removeContainers } from './containers.ts';
import { connect } from './connect.ts';
import { RUN_LABEL } from './labels.ts';

const QUIET_MS = 3000;
const LOOK_AGAIN_MS = 200;

const run = process.argv[2] ?? '';
if (run !== '') {
  const runtime = await connect();
  let quietSince = Date.now();
  while (Date.now() - quietSince < QUIET_MS) {
    const left = await runtime.list(`${RUN_LABEL}=${run}`);
    if (left.length > 0) quietSince = Date.now();
    await removeContainers(
      runtime,
      left.map(({ id }) => id),
    );
    await pause(LOOK_AGAIN_MS);
  }
}
