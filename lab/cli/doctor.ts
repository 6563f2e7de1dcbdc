import type { Command } from 'commander';
import { preferredPlane, refreshKernelFeatures } from '../engine/dataplane.ts';
import { connect } from '../engine/docker.ts';
import { ensureImages } from '../engine/images.ts';
import { EXIT } from '../errors.ts';
import { IMAGE_TARGETS, imageName } from '../plan/images.ts';
import { formatDoctor } from './format/doctor.ts';
import { print } from './output.ts';
import { showProgress } from './progress.ts';

export function define(command: Command): void {
  command.option('--json', 'print the findings as JSON').addHelpText('after', EXAMPLES).action(examine);
}

async function examine({ json = false }: { readonly json?: boolean }): Promise<void> {
  const docker = await connect();
  using progress = showProgress();
  await ensureImages(docker, progress.report);
  progress.report('trying what the kernel can do');
  const features = await refreshKernelFeatures(docker);
  const [engine, images] = await Promise.all([
    docker.version(),
    Promise.all(IMAGE_TARGETS.map((target) => docker.getImage(imageName(target)).inspect())),
  ]);
  progress[Symbol.dispose]();
  const plane = preferredPlane(features);
  const found = {
    engine: {
      address: process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock',
      version: engine.Version,
      apiVersion: engine.ApiVersion,
      kernel: engine.KernelVersion,
      platform: `${engine.Os}/${engine.Arch}`,
    },
    images: images.map(({ RepoTags, Size }) => ({ name: RepoTags[0] ?? '', bytes: Size })),
    features,
    dataplane: plane,
  };
  print(found, json, formatDoctor);
  process.exitCode = plane === null ? EXIT.cannotRun : EXIT.passed;
}

const EXAMPLES = `
Example:
  s2s doctor
  s2s doctor --json | jq .dataplane

The preflight sends packets through VRFs, XFRM interfaces and VTIs in scratch network namespaces: a device that can be
made may still forward nothing. Exit code 3 if no data plane can run. Builds the images if they are missing.`;
