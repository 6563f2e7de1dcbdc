import type { Colours } from './colours.ts';
import type { LabView } from '../../view/lab.ts';

/** Name, data plane and timers of a lab: what every result is to be read with. */
export function formatLabLine(
  { dataplane, timers }: Pick<LabView, 'dataplane' | 'timers'>,
  c: Colours,
): string {
  const profile = timers === 'fast' ? "compressed ('fast')" : "AWS's own ('aws')";
  return c.dim(`Data plane: ${dataplane}. Timers: ${profile}.`);
}
