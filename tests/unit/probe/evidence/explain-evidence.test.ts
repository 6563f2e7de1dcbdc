import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { UsageError } from '../../../../lab/errors.ts';
import { EVIDENCE, explainEvidence } from '../../../../lab/probe/evidence/explain-evidence.ts';
import { diagnosed, recorded } from '../../diagnosis/recorded.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 's2s-explain-evidence-'));
  const recording = recorded('security-group-closed');
  const save = (name: string, content: unknown): Promise<void> =>
    writeFile(join(folder, name), JSON.stringify(content));
  await save(EVIDENCE.lab, referenceLab);
  await save(EVIDENCE.probes, [recording]);
  await save(EVIDENCE.observation, recorded('no-tgw-route').observation);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

it('explains a probe that was made as it was explained then', async () => {
  expect(await explainEvidence(folder, 'onprem-server', 'vpc-a-host')).toEqual(
    diagnosed('security-group-closed'),
  );
});

it('explains any other by the state of the nodes', async () => {
  const diagnosis = await explainEvidence(folder, 'onprem-router', 'vpc-a-host');
  expect(diagnosis).toMatchObject({
    probed: false,
    cause: { code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', node: 'tgw' },
  });
});

it('refuses a folder that holds no evidence, and a host that the lab has not got', async () => {
  await expect(explainEvidence(tmpdir(), 'onprem-server', 'vpc-a-host')).rejects.toThrow(UsageError);
  await expect(explainEvidence(folder, 'onprem-server', 'nobody')).rejects.toThrow(UsageError);
});
