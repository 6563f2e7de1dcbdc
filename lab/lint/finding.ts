import type { LintedRouter } from './linted-router.ts';
import type { Place } from './place.ts';

/** `error`: it does not work. `warning`: production will hurt. `info`: worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** What a rule has found at one place. */
export interface Found extends Place {
  /** One sentence without a full stop. */
  readonly what: string;
  /** What to do about it: words to write, or a command. */
  readonly hint: string;
  /** Where it differs from the rule's. */
  readonly severity?: Severity;
}

/** One thing that a router's configuration can have wrong, as a value. */
export interface LintRule {
  /** In kebab-case. */
  readonly name: string;
  readonly severity: Severity;
  /** Why it matters, one sentence. */
  readonly why: string;
  /** Where that is written. */
  readonly source: string;
  /** Pure. */
  readonly check: (router: LintedRouter) => readonly Found[];
}

/** What was found, with its rule. Plain JSON. */
export interface LintFinding extends Place {
  readonly router: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly what: string;
  readonly why: string;
  readonly source: string;
  readonly hint: string;
}
