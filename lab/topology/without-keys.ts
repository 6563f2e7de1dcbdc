import type { Lab } from './types.ts';

/** The same lab without the pre-shared keys that its file gives: fit to be shown. */
export function withoutKeys(lab: Lab): Lab {
  return JSON.parse(
    JSON.stringify(lab, (key, value: unknown) => (key === 'preSharedKey' ? null : value)),
  ) as Lab;
}
