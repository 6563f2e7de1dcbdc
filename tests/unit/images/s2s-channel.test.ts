import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const PROGRAM = fileURLToPath(
  new URL('../../../images/base/rootfs/usr/local/sbin/s2s-channel', import.meta.url),
);

/** What the program answers to requests, in the order in which they are done; its input stays open until then. */
async function answers(...requests: readonly string[]): Promise<string> {
  const child = spawn('perl', [PROGRAM]);
  const said = text(child.stdout);
  // Two bytes at a time: a request may come in pieces.
  for (const bytes of requests.join('').match(/[^]{1,2}/g) ?? []) child.stdin.write(bytes);
  let seen = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    seen += chunk.toString().match(/^\w+ \d+ \d+ \d+$/gm)?.length ?? 0;
    if (seen === requests.length) child.stdin.end();
  });
  await once(child, 'exit');
  return said;
}

const request = (id: string, command: string, timeoutMs = 5000): string =>
  `${id} ${timeoutMs} ${command.length}\n${command}`;

// It reads the time from /proc.
it.runIf(process.platform === 'linux')(
  'answers with the exit code and both outputs of a command',
  async () => {
    expect(await answers(request('a', 'echo out; echo err >&2; exit 3'))).toBe('a 3 4 4\nout\nerr\n');
  },
);

it.runIf(process.platform === 'linux')(
  'runs commands side by side: the quick one is answered first',
  async () => {
    const said = await answers(request('slow', 'sleep 0.3; echo s'), request('quick', 'echo q'));
    expect(said).toBe('quick 0 2 0\nq\nslow 0 2 0\ns\n');
  },
);

it.runIf(process.platform === 'linux')('kills what outlives its timeout, with all it started', async () => {
  expect(await answers(request('late', 'echo begun; sleep 30 & sleep 30', 200))).toBe(
    'late 124 6 0\nbegun\n',
  );
});

it.runIf(process.platform === 'linux')('tells a signal as a shell does', async () => {
  expect(await answers(request('dead', 'kill -KILL $$'))).toBe('dead 137 0 0\n');
});
