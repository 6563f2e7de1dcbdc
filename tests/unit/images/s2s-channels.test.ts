import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const images = (path: string): string => fileURLToPath(new URL(`../../../images/${path}`, import.meta.url));
const LIBRARIES = ['base', 'fabric'].flatMap((image) => ['-I', images(`${image}/rootfs/usr/local/lib/s2s`)]);
const ENVIRONMENT = { ...process.env, S2S_LAB: 'no-lab' };
const PROGRAM = images('fabric/rootfs/usr/local/sbin/s2s-channels');

interface Fabric {
  /** Of this fabric's programs. */
  readonly folder: string;
  readonly alive: string;
  readonly end: () => void;
}

/** A fabric that runs until told to end: the FIFO that the program knows it by. */
function fabric(): Fabric {
  const folder = mkdtempSync(join(tmpdir(), 's2s-channels-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const alive = join(folder, 'alive');
  execFileSync('perl', [...LIBRARIES, '-MS2sNodes=make_fifo', '-e', 'make_fifo(shift)', alive], {
    env: ENVIRONMENT,
  });
  const writer = openSync(alive, 'r+');
  return { folder, alive, end: () => closeSync(writer) };
}

/**
 * What the program answers to requests, in the order in which they are done. Its input stays open until then, or the fabric
 * ends before: once so many are answered.
 */
async function answers(
  requests: readonly string[],
  { folder, alive, end }: Fabric,
  endsAfter?: number,
): Promise<string> {
  const program = `($S2sNodes::ALIVE, $S2sPrograms::FOLDER) = splice @ARGV; require '${PROGRAM}'`;
  const args = [...LIBRARIES, '-MS2sNodes', '-MS2sPrograms', '-e', program, alive, folder];
  const child = spawn('perl', args, { env: ENVIRONMENT });
  const said = text(child.stdout);
  // Two bytes at a time: a request may come in pieces.
  for (const bytes of requests.join('').match(/[^]{1,2}/g) ?? []) child.stdin.write(bytes);
  let seen = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    seen += chunk.toString().match(/^\w+ \w+ \d+ \d+$/gm)?.length ?? 0;
    if (seen === endsAfter) end();
    if (seen === requests.length) child.stdin.end();
  });
  await once(child, 'exit');
  return said;
}

const request = (id: string, command: string, timeoutMs = 5000): string =>
  `${id} run fabric ${timeoutMs} ${command.length}\n${command}`;

// It lives in Linux's /proc.
describe.runIf(process.platform === 'linux')('commands over one channel', () => {
  const saidTo = async (...requests: readonly string[]): Promise<string> => answers(requests, fabric());

  it('answers with the exit code and both outputs of a command', async () => {
    expect(await saidTo(request('1', 'echo out; echo err >&2; exit 3'))).toBe('1 3 4 4\nout\nerr\n');
  });

  it('runs commands side by side: the quick one is answered first', async () => {
    const said = await saidTo(request('1', 'sleep 0.3; echo s'), request('2', 'echo q'));
    expect(said).toBe('2 0 2 0\nq\n1 0 2 0\ns\n');
  });

  it('kills what outlives its timeout, with all it started', async () => {
    expect(await saidTo(request('1', 'echo begun; sleep 30 & sleep 30', 200))).toBe('1 124 6 0\nbegun\n');
  });

  it('does what a shell does: its own commands, comments, variables', async () => {
    expect(await saidTo(request('1', ': nothing'))).toBe('1 0 0 0\n');
    expect(await saidTo(request('1', 'echo a # b'))).toBe('1 0 2 0\na\n');
    expect(await saidTo(request('1', 'A=b printenv A'))).toBe('1 0 2 0\nb\n');
    expect(await saidTo(request('1', 'cat /dev/null'))).toBe('1 0 0 0\n');
  });

  it('tells a signal as a shell does', async () => {
    expect(await saidTo(request('1', 'kill -KILL $$'))).toBe('1 137 0 0\n');
  });

  it('hands on an output that is larger than a pipe takes, in one piece', async () => {
    const said = await saidTo(request('1', 'head -c 300000 /dev/zero | tr "\\0" x'), request('2', 'echo q'));
    const short = said.replace(/x+/, (all) => String(all.length));
    // Either may end first.
    expect(['2 0 2 0\nq\n1 0 300000 0\n300000', '1 0 300000 0\n3000002 0 2 0\nq\n']).toContain(short);
  });

  it('refuses what is asked of a node that does not run, and runs nothing', async () => {
    const command = '1 run tgw 5000 4\ntrue';
    const socket = '2 connect tgw 0 4\n/tmp';
    const why = 'node tgw does not run\n';
    expect(await saidTo(command, socket)).toBe(
      `1 refused ${why.length} 0\n${why}2 refused ${why.length} 0\n${why}`,
    );
  });

  describe('a program of the fabric', () => {
    const saidBy = async (source: string, command: string): Promise<string> => {
      const running = fabric();
      writeFileSync(join(running.folder, 's2s-hello'), source, { mode: 0o755 });
      return answers([request('1', command)], running);
    };

    it('is done with its words and its input by a process that has its modules', async () => {
      const source = `#!/usr/bin/perl -w
use strict;
sub answer { return join '|', $0, @ARGV, exists $INC{'S2sVici.pm'} ? 'at once' : 'started', <STDIN> }
print answer();
exit 3;
`;
      expect(await saidBy(source, "s2s-hello -i 1,2 'ip saddr 10.0.0.1' <<'END'\na\nb\nEND")).toBe(
        '1 3 48 0\ns2s-hello|-i|1,2|ip saddr 10.0.0.1|at once|a\n|b\n',
      );
    });

    it('says why it has died, and where', async () => {
      const why = 'no such thing at s2s-hello line 2.\n';
      expect(await saidBy('#!/usr/bin/perl\ndie "no such thing"', 's2s-hello')).toBe(
        `1 255 0 ${why.length}\n${why}`,
      );
    });

    it('is left to a shell if it is none in Perl, or if there is more to do', async () => {
      expect(await saidBy('#!/bin/sh\n', 's2s-hello')).toMatch(/^1 127 /);
      expect(await saidBy('#!/usr/bin/perl\n', 's2s-hello 2>&1 || echo no')).toMatch(/^1 0 .*\n.*\nno\n$/);
    });
  });

  it('says goodbye when the fabric ends, and which request was the last one that it took', async () => {
    const said = await answers([request('1', 'sleep 30'), request('2', 'echo q')], fabric(), 1);
    expect(said).toBe('2 0 2 0\nq\n2 bye 0 0\n');
  });
});
