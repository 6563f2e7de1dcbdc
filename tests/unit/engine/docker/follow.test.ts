import Docker from 'dockerode';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { follow } from '../../../../lab/engine/docker/follow.ts';

const docker = new Docker({ host: '127.0.0.1' });
const answer = (...events: readonly object[]): Readable =>
  Readable.from([events.map((event) => `${JSON.stringify(event)}\r\n`).join('')]);

describe('follow', () => {
  it('hands over the lines and ends with the work', async () => {
    const lines: string[] = [];
    await follow(docker, answer({ stream: 'Step 1/2\n' }, { status: 'x' }, { stream: 'a\nb' }), (line) =>
      lines.push(line),
    );
    expect(lines).toEqual(['Step 1/2', 'a', 'b']);
  });

  it('fails with what the engine says in the midst of its answer', async () => {
    const failing = answer({ stream: 'Step 1/2\n' }, { error: 'returned a non-zero code: 100' });
    await expect(follow(docker, failing)).rejects.toThrow('returned a non-zero code: 100');
  });
});
