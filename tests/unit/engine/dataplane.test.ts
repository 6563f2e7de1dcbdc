import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  cannotRun,
  chooseDataplane,
  missingFor,
  neededBy,
  preferredPlane,
} from '../../../lab/engine/dataplane.ts';
import type { FeatureResult } from '../../../lab/engine/kernel-features.ts';
import type { Runtime } from '../../../lab/engine/runtime.ts';
import { changedLab, referenceLab } from '../fixtures/reference-lab.ts';
import { allFeatures } from './features.ts';

const feature = (name: string, planes: FeatureResult['planes'], present: boolean): FeatureResult => ({
  name,
  preflight: false,
  planes,
  present,
  neededFor: 'something',
  message: '',
});
const kernelOf = (missing: readonly string[]): FeatureResult[] => [
  feature('veth', ['kernel', 'userspace'], !missing.includes('veth')),
  feature('TUN', ['userspace'], !missing.includes('TUN')),
  feature('VRF', ['kernel'], !missing.includes('VRF')),
  feature('netem', [], !missing.includes('netem')),
];

describe('preferredPlane', () => {
  it.each([
    [[], 'kernel'],
    [['netem'], 'kernel'],
    [['TUN'], 'kernel'],
    [['VRF'], 'userspace'],
    [['VRF', 'TUN'], null],
    [['veth'], null],
  ] as const)('without %j is %s', (missing, plane) => {
    expect(preferredPlane(kernelOf(missing))).toBe(plane);
  });
});

it('missingFor names what a plane lacks', () => {
  expect(missingFor('kernel', kernelOf(['VRF', 'TUN'])).map(({ name }) => name)).toEqual(['VRF']);
});

it('neededBy adds VTI for a lab that has them, and for no other', () => {
  const withVti = changedLab((lab) => {
    lab.customerGateways[0]!.router.tunnelInterface = 'vti';
  });
  for (const name of ['VTI', 'VTI forwarding']) {
    const features = [...kernelOf([]), feature(name, [], false)];
    expect(preferredPlane(neededBy(referenceLab, features))).toBe('kernel');
    expect(preferredPlane(neededBy(withVti, features))).toBe('userspace');
  }
});

describe('what an earlier run has kept', () => {
  const runtime = {
    info: () => Promise.resolve({ id: 'engine', kernel: '6.12' }),
    runToEnd: () => Promise.reject(new Error('probed anew')),
  } as unknown as Runtime;
  const kept = async (features: readonly FeatureResult[]): Promise<void> => {
    const folder = await mkdtemp(join(tmpdir(), 's2s-cache-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    vi.stubEnv('XDG_CACHE_HOME', folder);
    onTestFinished(() => void vi.unstubAllEnvs());
    await mkdir(join(folder, 's2s-lab'));
    await writeFile(join(folder, 's2s-lab', 'kernel-engine-6.12.json'), JSON.stringify(features));
  };

  it('decides without a probe', async () => {
    await kept(allFeatures());
    expect(await chooseDataplane(runtime, 'auto', referenceLab)).toBe('kernel');
  });

  it('is probed again where it knows nothing of the preflight', async () => {
    await kept(allFeatures().filter(({ preflight }) => !preflight));
    await expect(chooseDataplane(runtime, 'auto', referenceLab)).rejects.toThrow('probed anew');
  });
});

it('neededBy adds netem, whatever the plane, for a lab whose links do anything', () => {
  const features = kernelOf(['netem']);
  const withLinks = changedLab((lab) => {
    lab.links = [
      { between: ['internet', 'onprem-igw'], delayMs: 20, jitterMs: 0, lossPercent: 1, rateMbps: 0 },
    ];
  });
  expect(preferredPlane(neededBy(referenceLab, features))).toBe('kernel');
  expect(preferredPlane(neededBy(withLinks, features))).toBeNull();
  const missing = missingFor('userspace', neededBy(withLinks, features));
  const error = cannotRun('auto', null, missing);
  expect(error.missing).toEqual(['netem']);
  expect(error.message).toMatch(/^links: need netem.*\n.*either data plane\n.*`s2s up --engine vm`/);
});

it('a plane that cannot run says what it lacks', () => {
  const { message } = cannotRun('kernel', 'kernel', missingFor('kernel', kernelOf(['VRF'])));
  expect(message).toContain('dataplane: the kernel data plane cannot run on this kernel');
  expect(message).toContain('it needs VRF (something)');
});
