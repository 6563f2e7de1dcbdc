/** The package's public surface: scenarios, labs, probes and faults for other people's tests. */
export { scenario } from './scenario/scenario.ts';
export type { Scenario } from './scenario/scenario.ts';
