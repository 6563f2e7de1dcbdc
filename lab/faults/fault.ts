import type * as z from 'zod';
import type { FeatureName } from '../engine/kernel-features.ts';
import type { Plan } from '../plan/types.ts';
import type { Lab } from '../topology/types.ts';

/**
 * One thing done to a running lab: a shell command in a node or in the fabric, or something done to its container.
 * `byHand` marks what takes nothing of a fault back: it is what a person does at the router afterwards.
 */
export type Deed =
  | { readonly node: string; readonly run: string; readonly byHand?: true }
  | { readonly node: string; readonly container: 'kill' | 'start' | 'restart' };

/** What a fault does, and what takes it back. */
export interface FaultPlan {
  /** What is so while the fault lasts, one sentence without a full stop. */
  readonly text: string;
  /** What the engine's kernel has to have for it. */
  readonly needs?: FeatureName;
  readonly apply: readonly Deed[];
  /** Each command has to succeed whether or not the fault is there still: `s2s up` may have repaired a part of it. */
  readonly undo: readonly Deed[];
}

/** A lab and its plan; a `StartedLab` is one. */
export interface PlannedLab {
  readonly definition: Lab;
  readonly plan: Plan;
}

/** One kind of fault. Parameters without a default are positional on the command line, the others are flags. */
export interface FaultKind<Parameters extends z.ZodObject = z.ZodObject> {
  /** One line for the help, e.g. `kill a tunnel endpoint's charon`. */
  readonly summary: string;
  readonly parameters: Parameters;
  /**
   * What to do on this lab. Pure.
   * @throws {UsageError} if the lab has no such object.
   */
  plan(lab: PlannedLab, parameters: z.output<Parameters>): FaultPlan;
}

/** Declares a kind of fault; its parameters' types follow from their schema. */
export function faultKind<Parameters extends z.ZodObject>(
  kind: FaultKind<Parameters>,
): FaultKind<Parameters> {
  return kind;
}
