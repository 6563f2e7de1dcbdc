import type { z } from 'zod';
import type { FaultKind } from './fault.ts';
import { killCharon } from './kinds/kill-charon.ts';

/** Every kind of fault by its name, in the order of the help. */
export const FAULTS = {
  'kill-charon': killCharon,
} as const;

export type FaultName = keyof typeof FAULTS;

/** The parameters of a kind of fault as a caller writes them; those with a default can be left out. */
export type FaultParameters<Name extends FaultName> = z.input<(typeof FAULTS)[Name]['parameters']>;

/** A kind of fault by its name, with its types forgotten. */
export function kindOf(name: FaultName): FaultKind {
  return FAULTS[name] as unknown as FaultKind;
}
