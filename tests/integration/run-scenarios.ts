import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What scenarios of these tests do. Nothing is above their folders: no package.json, no node_modules. */
const BODIES: Readonly<Record<string, string>> = {
  passes: `await run.check(established());
    const fault = await run.inject('cut-link', { node: 'internet', neighbour: 'tunnel-2' });
    await run.step('the cure', async () => {
      await fault.undo();
    });`,
  'needs-its-fault': `await run.check(established());
    await run.inject('kill-node', { node: 'onprem-server' });
    await run.check(isolated('vpc-a-host', 'onprem-server', 'onprem-router'));`,
  unreached: `await run.check(established());
    await run.inject('delete-vpc-route', { routeTable: 'vpc-a-private', destinationCidrBlock: '10.30.0.0/16' });
    await run.check(reaches('onprem-server', 'vpc-a-host', { budgetMs: 500 }));`,
  'wrong-tunnel': `await run.check(established('Tunnel1'));`,
};

/** The same of those to which a VPN connection is nothing. */
const BODIES_WITHOUT_VPN: Readonly<Record<string, string>> = {
  idle: '',
  mends: `const fault = await run.inject('cut-link', { node: 'tgw', neighbour: 'vpc-a' });
    await fault.undo();`,
  'leaves-a-route': `await run.lab.node('vpc-a').run('ip route add 10.77.0.0/16 dev lo');`,
  'passes-always': '',
  fails: `await run.inject('kill-node', { node: 'vpc-a-host' });
    const { exitCode } = await run.lab.node('vpc-a').run('true');
    await run.check({
      title: 'it is not so',
      observe: async () => ({ verdict: 'failed', evidence: \`exit code <\${exitCode}>\` }),
    });`,
  throws: `const nothing: { x(): void } | null = JSON.parse('null');
    nothing!.x();`,
  waits: `await run.check(within(200, pigsFly));`,
  'wrong-node': `await run.inject('kill-node', { node: 'vpc-a-hots' });`,
  endless: `await run.check(within(600_000, pigsFly));`,
  'endless-too': `await run.check(within(600_000, pigsFly));`,
};
/** The containers of one of their labs. */
export const NODES_WITHOUT_VPN = 5;

const labFile = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/labs/${name}.yaml`, import.meta.url));
/** The smallest lab, and the server that some of them cut off. */
const LAB = `extends: ${labFile('smallest')}
customerGateways: { onprem: { hosts: { onprem-server: { privateIpAddress: 10.30.141.20 } } } }
`;
const LAB_WITHOUT_VPN = `extends: ${labFile('vpc-alone')}\n`;

/** Writes a folder for each of them. */
export async function writeScenarios(root: string): Promise<void> {
  await write(root, LAB, BODIES);
  await write(root, LAB_WITHOUT_VPN, BODIES_WITHOUT_VPN);
}

async function write(root: string, lab: string, bodies: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, body] of Object.entries(bodies)) {
    await mkdir(join(root, name));
    await writeFile(join(root, name, 'lab.yaml'), `${lab}name: it-run-${name}\n`);
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
