/**
 * The watchdog process, started when a run's parent has ended without a word (watchdog.ts): everything labelled with
 * the run is removed, until nothing more of it appears (the engine may still be creating a container).
 */
import { BUDGETS_MS } from '../wait/budgets.ts';
import { until } from '../wait/until.ts';
import { removeContainers } from './containers.ts';
import { connect } from './connect.ts';
import { RUN_LABEL } from './labels.ts';

const run = process.argv[2] ?? '';
if (run !== '') {
  const runtime = await connect();
  for (;;) {
    const left = await until(
      () => runtime.list(`${RUN_LABEL}=${run}`),
      (containers) => containers.length > 0,
      { within: BUDGETS_MS.lateContainer, everyMs: 200 },
    );
    if (left.length === 0) break;
    await removeContainers(
      runtime,
      left.map(({ id }) => id),
    );
  }
}
