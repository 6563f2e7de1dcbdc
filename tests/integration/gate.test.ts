import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { GateResult } from '../../lab/gate/result.ts';
import { REFERENCE_LAB_FILE } from '../../lab/package-file.ts';
import { s2s } from '../s2s.ts';

const folder = mkdtempSync(join(tmpdir(), 's2s-gate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CUT = '{ fault: cut-link, node: tgw, neighbour: vpc-a }';

it('s2s check holds a lab of its own against its expectations, by packets and during a fault', async () => {
  const file = join(folder, 'lab.yaml');
  writeFileSync(
    file,
    `extends: ${REFERENCE_LAB_FILE}
name: it-gate
expect:
  - { from: onprem-server, to: vpc-a, via: tunnel-1 }
  - { from: vpc-a, to: vpc-b, reachable: false }
  - { from: onprem-server, to: vpc-a, reachable: false }
  - { from: onprem-server, to: vpc-a, tcpPort: 443 }
  - { from: onprem-server, to: vpc-a, during: ${CUT}, reachable: false }
  - { from: onprem-server, to: vpc-b, during: ${CUT}, maxOutageMs: 500 }
`,
  );
  const { out, code } = await s2s('check', file, '--json');
  const { verdict, dryRun, pairs } = JSON.parse(out) as GateResult;
  expect(pairs.map((pair) => `${pair.line} ${pair.verdict}`)).toEqual([
    '4 passed',
    '5 passed',
    '6 failed',
    '7 failed',
    '8 passed',
    '9 passed',
  ]);
  expect(pairs[3]!.cause).toMatch(/^ENI_SG_RULES_MISMATCH at vpc-a/);
  expect({ verdict, dryRun, code }).toEqual({ verdict: 'failed', dryRun: false, code: 1 });
});
