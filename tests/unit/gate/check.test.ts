import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { dryRun } from '../../../lab/gate/check.ts';
import { loadGate } from '../../../lab/gate/load.ts';
import { packageFile, REFERENCE_LAB_FILE } from '../../../lab/package-file.ts';

/** A file in a folder of its own. */
function file(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 's2s-gate-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'intent.yaml');
  writeFileSync(path, text);
  return path;
}

const EXPECT = `expect:
  - { from: onprem, to: vpc-a }
  - from: vpc-a
    to: vpc-b
`;

it('takes expectations of another file in place of the lab file, and knows their lines', () => {
  const path = file(EXPECT);
  const { lab, file: from } = loadGate(REFERENCE_LAB_FILE, path);
  const result = dryRun(lab, from);
  expect(result).toMatchObject({
    lab: 'reference',
    file: path,
    dryRun: true,
    dataplane: null,
    verdict: 'failed',
  });
  expect(result.pairs.map(({ verdict, line }) => [verdict, line])).toEqual([
    ['passed', 2],
    ['failed', 3],
  ]);
});

it('names the file with the line where a name is wrong', () => {
  const path = file('expect:\n  - { from: onprem, to: vpc-c }\n');
  expect(() => loadGate(REFERENCE_LAB_FILE, path)).toThrow(/intent\.yaml:2:.*unknown host, subnet/);
});

it.each([
  [
    '{ fault: kill-charn, tunnel: tunnel-1 }',
    /intent\.yaml:2:?.*expect\[0\]\.during\.fault: there is no such fault/,
  ],
  ['{ fault: kill-charon, tunnel: tunnel-9 }', /intent\.yaml:2.*expect\[0\]\.during\.tunnel: /],
  ['{ fault: kill-charon }', /expect\[0\]\.during\.tunnel: fault kill-charon needs this parameter/],
])('refuses the fault %s before anything is started', (during, message) => {
  const path = file(`expect:\n  - { from: onprem, to: vpc-a, during: ${during} }\n`);
  expect(() => loadGate(REFERENCE_LAB_FILE, path)).toThrow(message);
});

it.each([
  '{ from: onprem-server, to: onprem }',
  "{ from: 10.30.0.0/16, to: '2001:db8:a::/56' }",
  '{ from: onprem, to: vpc-a, via: tunnel-3, during: { fault: kill-charon, tunnel: tunnel-3 } }',
])('refuses an expectation that is about nobody: %s', (expectation) => {
  const path = file(`expect:\n  - { from: onprem, to: vpc-a }\n  - ${expectation}\n`);
  expect(() => loadGate(packageFile('scenarios/gateways/ipv6-inside/lab.yaml'), path)).toThrow(
    /intent\.yaml:3: ?expect\[1\]: is about no pair of hosts/,
  );
});
