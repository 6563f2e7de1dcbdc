#!/usr/bin/env node
import { run } from './program.ts';

// A reader that has seen enough, as in `s2s status | head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

await run(process.argv.slice(2));
