import type { ExplanationCode } from './codes.ts';

/** One reason why a packet is not answered. In `text` and `cure`, `{name}` stands for a fact that is found out. */
export interface Cause {
  readonly code: ExplanationCode;
  /** One sentence without a full stop that names the objects at fault, in AWS's words. */
  readonly text: string;
  /** What to do about it. */
  readonly cure: string;
  /** Where the rule behind it stands: AWS's documentation, an RFC, a manual. */
  readonly source: string;
}

/** The names in braces of a text. */
type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** What has to be known to speak of a cause: every name that its text and its cure have in braces. */
export type FactsOf<Of extends Cause> = Readonly<Record<NamesIn<Of['text'] | Of['cure']>, string | number>>;

/** A cause as it was met: with the facts in its sentences. */
export type MetCause = Pick<Cause, 'code' | 'text' | 'cure'>;

/** Puts facts into a cause's sentences. */
export function withFacts<Of extends Cause>(cause: Of, facts: FactsOf<Of>): MetCause {
  const values = new Map(Object.entries<string | number>(facts));
  const filled = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values.get(name)));
  return { code: cause.code, text: filled(cause.text), cure: filled(cause.cure) };
}
