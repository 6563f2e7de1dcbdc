import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeDump } from '../../../bench/dump.ts';
import { importFiles } from '../../../lab/import/import-files.ts';

const folder = mkdtempSync(join(tmpdir(), 's2s-dump-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** `make bench -- import` measures the time on a quiet machine: its aim is 2 s. What grows with the square would take minutes here. */
it('a network of 200 VPCs is imported within seconds of CPU', async () => {
  await writeDump(folder, 200);
  const before = process.cpuUsage();
  const { lab, notes } = importFiles([folder], 'large');
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(6);
  expect(lab.vpcs).toHaveLength(200);
  expect(lab.vpcs.flatMap(({ instances }) => instances)).toHaveLength(1600);
  expect(lab.vpnConnections).toHaveLength(10);
  expect(notes.length).toBeLessThan(30);
}, 60_000);
