import pLimit from 'p-limit';
import { BUDGETS_MS } from '../../wait/budgets.ts';
import { inTime } from '../../wait/until.ts';

/** A file that is saved for whoever finds out why a scenario did not pass. */
export interface EvidenceFile {
  /** Relative to the folder of the evidence. */
  readonly path: string;
  readonly content: string | Buffer;
}

/** Reads at once. Some sixty of a small lab at the same time each took longer than its budget where others were busy, too. */
const reading = pLimit(8);

/** What a read comes to within {@link BUDGETS_MS}.evidence, once it is its turn; if it fails, or takes longer, why. */
export function attempt<T>(read: () => Promise<T>): Promise<T | { readonly notRead: string }> {
  return reading(() => inBudget(read));
}

async function inBudget<T>(read: () => Promise<T>): Promise<T | { readonly notRead: string }> {
  const budgetMs = BUDGETS_MS.evidence;
  try {
    const found = await inTime(
      read().then((value) => ({ value })),
      { within: budgetMs },
    );
    return found === null ? { notRead: `no answer within ${budgetMs / 1000} s` } : found.value;
  } catch (error) {
    return { notRead: error instanceof Error ? error.message : String(error) };
  }
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
