import type { Command } from 'commander';
import { preferredPlane, refreshKernelFeatures } from '../engine/dataplane.ts';
import { connect } from '../engine/connect.ts';
import { ensureImages } from '../engine/images.ts';
import { EXIT } from '../errors.ts';
import { COMMON_IMAGES, imageName } from '../plan/images.ts';
import { formatDoctor } from './format/doctor.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { print } from './output.ts';
import { showProgress } from './progress.ts';

export function define(command: Command): void {
  setManual(command, MANUAL);
  command.option('--json', 'print the findings as JSON').action(examine);
}

async function examine({ json = false }: { readonly json?: boolean }): Promise<void> {
  const runtime = await connect();
  using progress = showProgress();
  await ensureImages(runtime, progress.report);
  progress.report('trying what the kernel can do');
  const features = await refreshKernelFeatures(runtime);
  const [{ kernel }, version, images] = await Promise.all([
    runtime.info(),
    runtime.version(),
    Promise.all(
      COMMON_IMAGES.map(imageName).map(async (name) => ({ name, bytes: await runtime.images.size(name) })),
    ),
  ]);
  progress[Symbol.dispose]();
  const plane = preferredPlane(features);
  const found = {
    engine: {
      address: process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock',
      ...version,
      kernel,
    },
    images,
    features,
    dataplane: plane,
  };
  print(found, json, formatDoctor);
  process.exitCode = plane === null ? EXIT.cannotRun : EXIT.passed;
}

const MANUAL: Manual = {
  description: [
    'The preflight sends packets through VRFs, XFRM interfaces and VTIs in scratch network namespaces: a device that can be made may still forward nothing. Builds the images if they are missing.',
  ],
  examples: [['s2s doctor'], ['s2s doctor --json | jq .dataplane']],
  exit: { 0: 'a data plane can run', 3: 'none can' },
  seeAlso: ['s2s vm'],
};
