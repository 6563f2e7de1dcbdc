import { describe, expect, it } from 'vitest';
import { notesOf } from '../../../lab/probe/script-notes.ts';

const script = 'onprem/commands.sh';

describe('the notes on a script', () => {
  it('are none where all of it ran and nothing failed', () => {
    expect(notesOf({ script, failed: [], ended: null, notRun: [] })).toEqual([]);
  });

  it('name each line that failed, with its exit code and the last of what it said', () => {
    const failed = [{ line: 4, command: 'ip link add x', exitCode: 2, output: 'RTNETLINK\nFile exists' }];
    expect(notesOf({ script, failed, ended: null, notRun: [] })).toEqual([
      { file: script, line: 4, text: 'ip link add x', why: 'exit code 2: File exists' },
    ]);
  });

  it('say where it ended, and what did not run', () => {
    const failed = [{ line: 2, command: 'false', exitCode: 1, output: '' }];
    const notRun = [
      { line: 3, text: ' ipsec restart' },
      { line: 5, text: 'ipsec status' },
    ];
    const ended = { line: 2, why: 'errexit', exitCode: 1, output: '' } as const;
    expect(notesOf({ script, failed, ended, notRun })).toEqual([
      {
        file: script,
        line: 2,
        text: 'false',
        why: 'the script ends here: this command failed under set -e; 2 lines did not run, the first is line 3: ipsec restart',
      },
    ]);
  });

  it('say so where nothing stands behind the end', () => {
    const ended = { line: 9, why: 'timeout', exitCode: null, output: '' } as const;
    expect(notesOf({ script, failed: [], ended, notRun: [] })[0]?.why).toBe(
      'the script was ended here, as its time was up; nothing stands behind it',
    );
  });
});
