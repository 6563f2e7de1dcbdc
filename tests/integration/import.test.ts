import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asPredicted } from '../../lab/checks/as-predicted.ts';
import { established } from '../../lab/checks/established.ts';
import { reaches } from '../../lab/checks/reaches.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { importFiles } from '../../lab/import/import-files.ts';
import { DOWNLOADS } from '../../lab/render/downloads.ts';
import { mustPass, startLab } from './labs.ts';

describe('a lab made of downloads of AWS', () => {
  let lab: StartedLab;
  beforeAll(async () => {
    const files = ['tests/fixtures/import/bgp-vgw.xml', 'tests/fixtures/import/bgp-vgw.txt'];
    lab = await startLab(importFiles(files, 'it-import').lab);
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  it('has both tunnels up by the keys of the downloads, and carries packets as predicted', async () => {
    const [site] = lab.definition.customerGateways;
    await mustPass(lab, established('tunnel-1'));
    await mustPass(lab, established('tunnel-2'));
    await mustPass(lab, reaches(site!.hosts[0]!.name, 'vpc-host'));
    await mustPass(lab, asPredicted());
  });

  it.each([
    ['frr', 'vtysh -C -f /tmp/rendered.conf'],
    ['bird', 'bird -p -c /tmp/rendered.conf'],
    // Its exit code is 0 without connections, too.
    ['swanctl', 'swanctl --load-conns --file /tmp/rendered.conf | grep "successfully loaded 2 connections"'],
  ])('is rendered in the form %s, and its daemon takes it', async (form, check) => {
    const router = lab.node(lab.definition.customerGateways[0]!.router.name);
    const text = DOWNLOADS[form]!(lab.definition);
    const written = Buffer.from(text).toString('base64');
    const run = (content: string) =>
      router.run(`echo ${content} | base64 -d >/tmp/rendered.conf; ${check}; echo "ended with $?"`);
    expect((await run(written)).stdout).toMatch(/ended with 0$/m);
    const wrong = Buffer.from(`${text}nonsense;\n`).toString('base64');
    expect((await run(wrong)).stdout).not.toMatch(/ended with 0$/m);
  });
});

describe.each([
  ['what aws ec2 describe-* printed', 'tests/fixtures/import/describe', 'it-described'],
  ['a plan of Terraform', 'tests/fixtures/import/terraform/plan.json', 'it-planned'],
])('a lab made of %s', (_, path, name) => {
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startLab(importFiles([path], name).lab);
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  it.each([{}, { tcpPort: 443 }])('carries packets between all hosts as predicted: %o', async (port) => {
    await mustPass(lab, asPredicted(port));
  });
});
