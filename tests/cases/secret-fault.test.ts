import Docker from 'dockerode';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { labContainers } from '../../lab/engine/containers.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { breakInSecret } from '../../lab/faults/random.ts';
import { sealOf } from '../../lab/faults/sealed.ts';
import type { SealedFault } from '../../lab/faults/sealed.ts';
import { undoPossibleFaults } from '../../lab/faults/undo.ts';
import { labFiles } from '../../lab/probe/evidence/lab-files.ts';
import { s2s } from '../s2s.ts';
import { referenceLab, startLab } from '../integration/labs.ts';

const docker = new Docker();
let lab: StartedLab;
beforeAll(async () => {
  lab = await startLab(referenceLab('it-secret-fault'));
});
afterEach(async () => {
  await undoPossibleFaults(lab);
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

const said = async (...words: readonly string[]): Promise<string> => {
  const { out, err } = await s2s(...words);
  return `${out}${err}`;
};

/** All that somebody meets who looks at the lab from where students are: each with what it says. */
async function everythingShown(): Promise<Record<string, string>> {
  const containers = await labContainers(lab.runtime, lab.name);
  const [listed, listedJson, status, statusJson, labs] = await Promise.all([
    said('fault', 'list', '--name', lab.name),
    said('fault', '--json', '--name', lab.name),
    said('status', lab.name),
    said('status', lab.name, '--json'),
    said('list'),
  ]);
  const ofContainers = await Promise.all(
    containers.map(async ({ id }) => {
      const container = docker.getContainer(id);
      return JSON.stringify([await container.inspect(), await container.top()]);
    }),
  );
  const inNodes = await Promise.all(
    lab.plan.nodes.map(async ({ name }) => {
      const { stdout } = await lab
        .node(name)
        .run('nft list ruleset; find /run/s2s /etc/s2s /tmp; grep -r fault /run/s2s /etc/s2s');
      return stdout;
    }),
  );
  const evidence = await labFiles(lab, null);
  return {
    'the list of faults': listed,
    'the list of faults as JSON': listedJson,
    'the status': status,
    'the status as JSON': statusJson,
    'the list of labs': labs,
    'containers, their labels and processes': ofContainers.join('\n'),
    'nodes, their rules and files': inNodes.join('\n'),
    evidence: evidence.map(({ path, content }) => `${path}\n${content.toString()}`).join('\n'),
  };
}

async function onlyFault(): Promise<SealedFault> {
  const sealed = await sealOf(lab);
  expect(sealed?.faults).toHaveLength(1);
  return sealed!.faults[0]!;
}

describe('s2s fault --random --secret', () => {
  it('breaks something and says no more than that', async () => {
    expect((await s2s('fault', '--random', '--secret', '--name', lab.name)).out).toBe(
      `Lab ${lab.name}: something is broken. s2s fault reveal says what, and lets it be undone.\n`,
    );
    const { fault } = await onlyFault();
    expect(await said('fault', 'reveal', '--name', lab.name)).toContain(fault);
    expect(await sealOf(lab)).toBeNull();
    expect(await said('fault', 'undo', '--all', '--name', lab.name)).toContain('Undone: fault 1');
  });

  // One of each kind, in the order that they are drawn from for the reference lab.
  it.each([0, 1, 2, 3, 4, 5, 9])('nothing shows what it is: draw %i', async (index) => {
    await breakInSecret(lab, () => index);
    const { fault, text } = await onlyFault();
    for (const [where, shown] of Object.entries(await everythingShown())) {
      expect.soft(shown, where).not.toContain(fault);
      expect.soft(shown, where).not.toContain(text);
      expect.soft(shown, where).not.toMatch(/s2s_fault|faulty\.conf/);
    }
    const revealed = await said('fault', 'reveal', '--name', lab.name);
    expect(revealed).toContain(fault);
    expect(revealed).toContain(text);
  });
});
