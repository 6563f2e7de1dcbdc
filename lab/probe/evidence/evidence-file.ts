import { setTimeout as pause } from 'node:timers/promises';
import { BUDGETS_MS } from '../budgets.ts';

/** A file that is saved for whoever finds out why a scenario did not pass. */
export interface EvidenceFile {
  /** Relative to the folder of the evidence. */
  readonly path: string;
  readonly content: string | Buffer;
}

/** What a read comes to within {@link BUDGETS_MS}.evidence; if it fails, or takes longer, why. */
export async function attempt<T>(read: () => Promise<T>): Promise<T | { readonly notRead: string }> {
  const ended = new AbortController();
  const budgetMs = BUDGETS_MS.evidence;
  try {
    return await Promise.race([read(), tooLate(budgetMs, ended.signal)]);
  } catch (error) {
    return { notRead: error instanceof Error ? error.message : String(error) };
  } finally {
    ended.abort();
  }
}

async function tooLate(ms: number, signal: AbortSignal): Promise<never> {
  await pause(ms, undefined, { signal });
  throw new Error(`no answer within ${ms / 1000} s`);
}

/** The file with what a read comes to; a text that says why where it fails. */
export async function evidenceFile(path: string, read: () => Promise<string | Buffer>): Promise<EvidenceFile> {
  const content = await attempt(read);
  if (typeof content === 'string' || Buffer.isBuffer(content)) return { path, content };
  return { path: /\.(?:txt|conf)$/.test(path) ? path : `${path}.txt`, content: `Not read: ${content.notRead}\n` };
}

/** The same for what is saved as JSON. */
export async function jsonFile(path: string, read: () => Promise<unknown>): Promise<EvidenceFile> {
  return { path, content: json(await attempt(read)) };
}

/** Indented JSON with a newline at its end. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
