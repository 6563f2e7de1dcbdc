import { vi } from 'vitest';
import { run } from '../lab/cli/program.ts';

/** What a command line printed, and its exit code. */
export interface Shown {
  readonly out: string;
  readonly err: string;
  readonly code: unknown;
}

/** Runs a command line in this process. */
export async function s2s(...args: readonly string[]): Promise<Shown> {
  const previous = process.exitCode;
  let out = '';
  let err = '';
  const written = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((out += String(text)))),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((err += String(text)))),
  ];
  process.exitCode = 0;
  try {
    await run(args);
    return { out, err, code: process.exitCode };
  } finally {
    for (const each of written) each.mockRestore();
    process.exitCode = previous;
  }
}
