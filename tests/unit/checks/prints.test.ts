import { expect, it } from 'vitest';
import { judge } from '../../../lab/checks/check.ts';
import { prints } from '../../../lab/checks/prints.ts';
import type { StartedLab } from '../../../lab/engine/started-lab.ts';

/** A lab whose nodes print one thing after another, whatever they are asked. */
function printing(...outputs: readonly string[]): StartedLab {
  let asked = 0;
  const run = async () => ({ stdout: outputs[asked++] ?? '', stderr: 'no more', exitCode: 0 });
  return { node: () => ({ run }) } as unknown as StartedLab;
}

it('is looked at until the command prints it, and shows that in one line', async () => {
  const check = prints('tgw', 'ip route', /blackhole\s+10\.10\.0\.0\/16/);
  expect(await judge(printing('default', 'blackhole\n  10.10.0.0/16\n'), check)).toEqual({
    verdict: 'passed',
    evidence: 'blackhole 10.10.0.0/16',
  });
});

it('says what was printed in its place', async () => {
  const seen = await prints('tgw', 'ip route', /blackhole/).observe(printing('default\n  via 10.0.0.1\n'));
  expect(seen).toEqual({
    verdict: 'failed',
    evidence: 'nothing like blackhole in: default via 10.0.0.1 no more',
  });
});
