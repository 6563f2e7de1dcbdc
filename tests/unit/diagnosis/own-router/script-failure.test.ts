import { describe, expect, it } from 'vitest';
import { lineFate } from '../../../../lab/diagnosis/own-router/script-failure.ts';
import type { ScriptResult } from '../../../../lab/diagnosis/own-router/script-result.ts';
import type { Scene } from '../../../../lab/diagnosis/scene.ts';
import { ownLab, routerOf } from './seen.ts';

const TEXT = 'ip link add Tunnel1 type vti key 100\nip link set Tunnel1 up\n';
const own = routerOf(ownLab({ script: { name: 'setup.sh', text: TEXT } }));
const RAN: ScriptResult = { script: 'setup.sh', failed: [], ended: null, notRun: [] };
const fateOf = (pattern: RegExp, result: ScriptResult | null, router = own) =>
  lineFate(
    { observation: { nodes: { 'onprem-router': { script: result } } } } as unknown as Scene,
    router,
    pattern,
  );

describe('what became of the line that was to do something', () => {
  it('failed, with what it said last', () => {
    const failed = [
      { line: 1, command: 'ip link add Tunnel1 type vti', exitCode: 2, output: 'x\nFile exists\n' },
    ];
    expect(fateOf(/Tunnel1/, { ...RAN, failed })).toEqual({
      fate: 'failed',
      text: 'line 1 of setup.sh, which was to make it, failed with exit code 2 (File exists)',
    });
  });

  it('did not run, for the script ended before', () => {
    const ended = { line: 1, why: 'errexit', exitCode: 2, output: '' } as const;
    const notRun = [{ line: 2, text: 'ip link set Tunnel1 up' }];
    expect(fateOf(/set Tunnel1/, { ...RAN, ended, notRun })).toEqual({
      fate: 'not run',
      text: 'line 2 of setup.sh did not run, for the script ended at line 1',
    });
  });

  it('was typed once, and is gone after a reboot', () => {
    expect(fateOf(/set Tunnel1/, RAN)).toMatchObject({ fate: 'typed once', text: /line 2 of setup\.sh/ });
  });

  it('is in no file', () => {
    expect(fateOf(/Tunnel7/, null).fate).toBe('none');
    expect(fateOf(/Tunnel1/, null, routerOf(ownLab())).fate).toBe('none');
  });
});
