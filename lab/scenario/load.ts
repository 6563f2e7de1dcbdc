import { UsageError } from '../errors.ts';
import { loadDefault } from '../load-module.ts';
import { scenarioFaults } from './check-scenario.ts';
import type { Scenario } from './scenario.ts';

/**
 * Loads the file of a scenario.
 * @throws {UsageError} if it cannot be loaded, or has no scenario as its default export.
 */
export async function loadScenario(file: string): Promise<Scenario> {
  const hint = "export default scenario({ proves: '…', … }), with scenario from 's2s-lab'";
  const loaded = await loadDefault(file, 'scenario', hint);
  const faults = scenarioFaults(loaded);
  if (faults.length === 0) return loaded as Scenario;
  throw new UsageError(faults.map((fault) => ({ file, ...fault })));
}
