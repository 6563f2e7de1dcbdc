import type { Check } from '../checks/check.ts';
import type { ExplanationCode } from '../causes/codes.ts';
import type { FaultName, FaultParameters } from '../faults/catalogue.ts';

/**
 * One exercise of a course. Its folder has a README.md, a lab.yaml and, in exercise.ts, this as default export. What a
 * student reads and edits is written with the addresses, ASNs and keys of lab.yaml; every text here is renumbered for each
 * student as that file is (variation.ts).
 */
export interface Exercise<Variant = unknown> {
  /** What it is about, in 60 characters at most, without giving the answer away. */
  readonly title: string;
  /** One sentence: what is so in the end. */
  readonly goal: string;
  /** Title of the theme that it belongs to, of scenarios/themes.yaml. */
  readonly theme?: string;
  /** How long a student takes. */
  readonly minutes: number;
  /** What differs between students besides addresses: which fault, and where. One of them is drawn for each student. */
  readonly variants: readonly Variant[];
  /** The exercise for one variant. It must not depend on anything else. */
  readonly task: (variant: Variant, renumber: (text: string) => string) => Task;
}

/** What one student is given. */
export interface Task {
  /** What is done to the lab before the student gets it. */
  readonly start?: Start;
  /** What is graded by looking at the lab. */
  readonly items: readonly Item[];
  /** What is graded by the student's answers.yaml. */
  readonly questions?: readonly Question[];
  /** In order, the most general first. */
  readonly hints: readonly string[];
  /** What gives every point. */
  readonly solution: Doing;
  /** Ways that README.md warns of. */
  readonly wrongWays?: readonly WrongWay[];
}

/** How a lab is when the student gets it. */
export interface Start {
  /** Laid over lab.yaml as by `extends`; the student's own lab.yaml has it in it. */
  readonly lab?: LabOverlay;
  /** Files of the student's folder besides those that the exercise has for it, each with the one that it is a copy of: {@link Doing.files}. */
  readonly files?: Readonly<Record<string, string>>;
  /** Injected into the running lab, and told to nobody. */
  readonly faults?: readonly FaultCall[];
  /** Done in nodes by hand. */
  readonly commands?: readonly LabCommand[];
}

/** Keys of a lab file: maps merge, lists and values replace, null removes. */
export type LabOverlay = Readonly<Record<string, unknown>>;

/** A fault by its name, with its parameters. */
export interface FaultCall {
  readonly fault: FaultName;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A shell command that is run in a node. */
export interface LabCommand {
  readonly node: string;
  readonly run: string;
}

/** One thing that is looked at in the lab. */
export interface Item {
  /** What has to be so, as the student reads it; unique in the exercise. */
  readonly name: string;
  readonly points: number;
  readonly check: Check;
  /** What a student is told who has not got it: what it means, not how it is mended. */
  readonly reason: string;
  /** It is so from the beginning, and has to stay; any other is not so yet. */
  readonly kept?: true;
}

/** One thing that is asked. */
export interface Question {
  /** Key in answers.yaml. */
  readonly name: string;
  readonly points: number;
  readonly ask: string;
  /**
   * What is right: a cause with its place, one of several, or a text or number. Capitals do not count. `healthy` as code is for
   * "nothing is broken", which has no place.
   */
  readonly answer: Answer | readonly Answer[];
}

/** A cause with its code (docs/causes.md) and the node or object where it is, or a plain value. */
export type Answer = CauseAnswer | string | number;

/** What stops packets, and where. */
export interface CauseAnswer {
  readonly code: ExplanationCode | 'healthy';
  /** Names that are right for the place; empty where it has none. */
  readonly at: readonly string[];
}

/** What somebody does to an exercise: to the files in the student's folder, in nodes, and in answers.yaml. */
export interface Doing {
  /**
   * Laid over the student's lab.yaml one after the other, which is then brought up. A text is the path of a lab file, relative to
   * the exercise's folder, of which the keys that it has itself are taken, without those that it extends.
   */
  readonly lab?: readonly (LabOverlay | string)[];
  /** Files of the student's folder, each with the file that takes its place: its path relative to the exercise's folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** Run one after the other once the lab is up. */
  readonly commands?: readonly LabCommand[];
  /** By the names of the questions; those that are right without it. */
  readonly answers?: Readonly<Record<string, Answer>>;
}

/** A way that does not solve the exercise. */
export interface WrongWay {
  /** What somebody does. */
  readonly title: string;
  readonly does: Doing;
  /** Names of the items and questions that fail by it, all others pass or not. */
  readonly fails: readonly string[];
}

/** Declares an exercise that is the same for all students but for addresses, ASNs and keys. */
export function exercise(
  definition: Omit<Exercise, 'variants' | 'task'> & { readonly task: Exercise<null>['task'] },
): Exercise {
  return variedExercise({ ...definition, variants: [null] });
}

/** Declares an exercise of which each student gets one variant. */
export function variedExercise<Variant>(definition: Exercise<Variant>): Exercise {
  return definition as Exercise;
}

/** A fault of an exercise's start, its parameters checked by their types. */
export function fault<Name extends FaultName>(name: Name, parameters: FaultParameters<Name>): FaultCall {
  return { fault: name, parameters };
}
