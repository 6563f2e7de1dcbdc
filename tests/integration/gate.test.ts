import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { injectFault } from '../../lab/faults/inject.ts';
import { checkExpectations } from '../../lab/gate/check.ts';
import type { GateResult } from '../../lab/gate/result.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { packageFile, REFERENCE_LAB_FILE } from '../../lab/package-file.ts';
import { s2s } from '../s2s.ts';
import { startLab } from './labs.ts';

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
  const summaryFile = join(folder, 'summary.md');
  vi.stubEnv('GITHUB_STEP_SUMMARY', summaryFile);
  const { out, err, code } = await s2s('check', file, '--json', '--github');
  vi.unstubAllEnvs();
  const { lab, verdict, dryRun, pairs } = JSON.parse(out) as GateResult;
  expect(pairs.map((pair) => `${pair.line} ${pair.verdict}`)).toEqual([
    '4 passed',
    '5 passed',
    '6 failed',
    '7 failed',
    '8 passed',
    '9 passed',
  ]);
  expect(pairs[3]!.cause).toMatch(/^ENI_SG_RULES_MISMATCH at vpc-a/);
  expect({ lab, verdict, dryRun, code }).toEqual({
    lab: 'it-gate',
    verdict: 'failed',
    dryRun: false,
    code: 1,
  });
  const marked = err.split('\n').filter((line) => line.startsWith('::'));
  expect(marked).toEqual([
    expect.stringMatching(
      /^::error file=.*lab\.yaml,line=6,title=onprem-server does not reach vpc-a-host::vpc-a-host answered/,
    ),
    expect.stringMatching(/,line=7,title=onprem-server reaches vpc-a-host at TCP port 443::.*%0ACure: /),
  ]);
  const summary = readFileSync(summaryFile, 'utf8');
  expect(summary).toMatch(/^### it-gate: 4 of 6 expectations met$/m);
  expect(summary).toMatch(
    /^\| passed \| onprem-server reaches vpc-b-host during cut-link tgw vpc-a within 500 ms \|/m,
  );
});

it('fails where packets are not as the model has them, whatever is expected, over IPv4 and IPv6', async () => {
  const file = join(folder, 'differs.yaml');
  writeFileSync(
    file,
    `extends: ${packageFile('scenarios/gateways/ipv6-inside/lab.yaml')}
name: it-gate-differs
expect:
  - { from: onprem-server, to: vpc-a, reachable: false }
  - { from: onprem-server, to: vpc-b }
  - { from: onprem-server, to: vpc-b, via: tunnel-4 }
`,
  );
  await using lab = await startLab({ ...loadLab(file), name: 'it-gate-differs' });
  await using cut = await injectFault(lab, 'cut-link', { node: 'tgw', neighbour: 'vpc-a' });
  const { pairs, verdict } = await checkExpectations(lab, file, () => undefined);
  expect(cut.text).toContain('vpc-a');
  expect(pairs.map((pair) => [pair.to, pair.ipVersion, pair.verdict])).toEqual([
    ['vpc-a-host', 'ipv4', 'failed'],
    ['vpc-a-host', 'ipv6', 'failed'],
    ['vpc-b-host', 'ipv4', 'passed'],
    ['vpc-b-host', 'ipv6', 'passed'],
    ['vpc-b-host', 'ipv6', 'failed'],
  ]);
  for (const pair of pairs.slice(0, 2))
    expect(pair).toMatchObject({
      evidence: expect.stringMatching(/^not as the lab file has it: /) as unknown,
      cause: expect.stringMatching(/^LINK_DOWN at tgw/) as unknown,
    });
  expect(pairs[4]!.evidence).toContain('tunnel-3');
  expect(verdict).toBe('failed');
});
