import { describe, expect, it } from 'vitest';
import { fillAndStart, nodeSpec } from '../../../lab/engine/containers.ts';
import type { Container } from '../../../lab/engine/runtime.ts';
import type { Image } from '../../../lab/plan/images.ts';
import { planLab } from '../../../lab/plan/plan.ts';
import { changedLab } from '../fixtures/reference-lab.ts';

const lab = changedLab(() => {});
const router = planLab(lab, 'userspace').nodes.find(({ name }) => name === 'onprem-router')!;

/** What is asked of a container. */
async function asked(image: Image): Promise<string[]> {
  const spec = nodeSpec(lab.name, { ...router, image }, { Tunnel1: 'key' }, 'digest');
  const calls: string[] = [];
  const note = (call: string) => () => Promise.resolve(void calls.push(call));
  const container = { start: note('start'), fill: note('fill'), startWith: note('startWith') };
  await fillAndStart(container as unknown as Container, spec);
  return calls;
}

describe('the files of a container', () => {
  it('come on the input of a node: to put them in by itself, the engine would start itself once more for each', async () => {
    expect(await asked('vpn')).toEqual(['startWith']);
  });

  it("are put into an image that is not the lab's, which does not take them from its input", async () => {
    expect(await asked({ name: 'example.com/router:1' })).toEqual(['fill', 'start']);
  });

  it('end with the list of links, by which a node knows that it has them all', () => {
    const { files } = nodeSpec(lab.name, router, { Tunnel1: 'key' }, 'digest');
    expect(files.at(-1)!.path).toBe('/etc/s2s/wiring');
  });
});
