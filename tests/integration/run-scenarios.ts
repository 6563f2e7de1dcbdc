import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REFERENCE_LAB_FILE } from '../../lab/package-file.ts';

/** What scenarios of these tests do. Nothing is above their folders: no package.json, no node_modules. */
const BODIES: Readonly<Record<string, string>> = {
  passes: `await run.check(established());
    const fault = await run.inject('cut-link', { node: 'internet', neighbour: 'tunnel-2' });
    await run.step('the cure', async () => {
      await fault.undo();
    });`,
  'passes-always': '',
  'leaves-a-route': `await run.lab.node('vpc-a').run('ip route add 10.77.0.0/16 dev lo');`,
  fails: `await run.inject('kill-node', { node: 'onprem-server' });
    const { exitCode } = await run.lab.node('vpc-a').run('true');
    await run.check({
      title: 'it is not so',
      observe: async () => ({ verdict: 'failed', evidence: \`exit code <\${exitCode}>\` }),
    });`,
  'needs-its-fault': `await run.check(established());
    await run.inject('kill-node', { node: 'onprem-server' });
    await run.check(isolated('vpc-a-host', 'onprem-server', 'onprem-router'));`,
  throws: `const nothing: { x(): void } | null = JSON.parse('null');
    nothing!.x();`,
  waits: `await run.check(within(200, pigsFly));`,
  'wrong-node': `await run.inject('kill-node', { node: 'onprem-sever' });`,
  unreached: `await run.check(established());
    await run.inject('delete-vpc-route', { routeTable: 'vpc-a-private', destinationCidrBlock: '10.30.0.0/16' });
    await run.check(reaches('onprem-server', 'vpc-a-host', { budgetMs: 500 }));`,
  'wrong-tunnel': `await run.check(established('Tunnel1'));`,
  endless: `await run.check(within(600_000, pigsFly));`,
};

/** The reference lab without VPC B, which none of them has a use for. */
const LAB = `extends: ${REFERENCE_LAB_FILE}
vpcs: { vpc-b: null }
transitGateway:
  attachments: { att-vpc-b: null }
  routeTables:
    tgw-rt-b: null
    tgw-rt-vpn: { associations: [att-vpn], routes: [{ destinationCidrBlock: 10.10.0.0/16, attachment: att-vpc-a }] }
`;
/** The containers of one of their labs. */
export const NODES = 10;

/** Writes a folder for each of them. */
export async function writeScenarios(root: string): Promise<void> {
  for (const [name, body] of Object.entries(BODIES)) {
    await mkdir(join(root, name));
    await writeFile(join(root, name, 'lab.yaml'), `${LAB}name: it-run-${name}\n`);
    await writeFile(
      join(root, name, 'scenario.ts'),
      `import { established, isolated, judgement, reaches, scenario, within } from 's2s-lab';
import type { Check, ScenarioRun } from 's2s-lab';
const pigsFly: Check = { title: 'pigs fly', observe: async () => judgement(false, 'pigs on the ground') };
export default scenario({
  proves: 'that it ${name}', rule: 'A & B', source: 'nobody', control: 'without-faults',
  async run(run: ScenarioRun): Promise<void> {
    ${body}
  },
});
`,
    );
  }
}
