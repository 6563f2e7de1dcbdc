import { text } from 'node:stream/consumers';
import type Docker from 'dockerode';
import type { ContainerEnd, EngineInfo, EngineVersion, Runtime, ScratchContainer } from '../runtime.ts';
import { createOptions, scratchOptions } from './create-options.ts';
import { dockerContainer } from './docker-container.ts';
import { dockerImages } from './docker-images.ts';
import type { DieEvent, DockerInfo } from './docker-types.ts';
import { standardOutput } from './output.ts';
import { orRefusal, refusal } from './refusal.ts';

/** A Docker engine as the runtime of labs. */
export function dockerRuntime(docker: Docker): Runtime {
  let known: Promise<EngineInfo> | undefined;
  return {
    images: dockerImages(docker),
    info: async () => {
      try {
        return await (known ??= orRefusal(info(docker)));
      } catch (error) {
        known = undefined;
        throw error;
      }
    },
    version: () => orRefusal(version(docker)),
    container: (idOrName) => dockerContainer(docker.getContainer(idOrName)),
    list: async (label) => {
      const containers = await orRefusal(docker.listContainers({ all: true, filters: { label: [label] } }));
      return containers.map(({ Id, Names, Labels, State, Status, Created }) => ({
        id: Id,
        name: Names[0]?.replace(/^\//, '') ?? Id,
        labels: Labels,
        state: State,
        status: Status,
        createdAt: new Date(Created * 1000),
      }));
    },
    create: async (plan) => dockerContainer(await orRefusal(docker.createContainer(createOptions(plan)))),
    runToEnd: (container, command) => runToEnd(docker, container, command),
    remove: (idOrName) => remove(docker, idOrName),
    removeVolumes: async (label) => {
      const { Volumes } = await orRefusal(docker.listVolumes({ filters: { label: [label] } }));
      await Promise.all(Volumes.map(({ Name }) => unlessGone(docker.getVolume(Name).remove())));
    },
    watchEnds: (label, onEnd) => orRefusal(watchEnds(docker, label, onEnd)),
  };
}

async function info(docker: Docker): Promise<EngineInfo> {
  const { ID, KernelVersion, Labels } = (await docker.info()) as DockerInfo;
  return { id: ID, kernel: KernelVersion, labels: Labels ?? [] };
}

async function version(docker: Docker): Promise<EngineVersion> {
  const { Version, ApiVersion, Os, Arch } = await docker.version();
  return { version: Version, apiVersion: ApiVersion, platform: `${Os}/${Arch}` };
}

async function runToEnd(
  docker: Docker,
  container: ScratchContainer,
  command: readonly string[],
): Promise<string> {
  const { HostConfig, ...options } = scratchOptions(container);
  const created = await orRefusal(
    docker.createContainer({
      ...options,
      Entrypoint: [...command],
      HostConfig: { ...HostConfig, AutoRemove: true },
    }),
  );
  try {
    const stream = await created.attach({ stream: true, stdout: true, stderr: true });
    const output = standardOutput(created, stream);
    await created.start();
    return await text(output);
  } catch (error) {
    throw refusal(error);
  } finally {
    await remove(docker, created.id);
  }
}

async function remove(docker: Docker, idOrName: string): Promise<void> {
  try {
    await unlessGone(docker.getContainer(idOrName).remove({ force: true, v: true }));
  } catch (error) {
    // Another call is removing it already.
    if (refusal(error).reason !== 'conflict') throw error;
  }
}

async function unlessGone(removing: Promise<unknown>): Promise<void> {
  try {
    await orRefusal(removing);
  } catch (error) {
    if (refusal(error).reason !== 'notFound') throw error;
  }
}

async function watchEnds(
  docker: Docker,
  label: string,
  onEnd: (end: ContainerEnd) => void,
): Promise<AsyncDisposable> {
  const events = (await docker.getEvents({
    filters: { type: ['container'], event: ['die'], label: [label] },
  })) as NodeJS.ReadableStream & { destroy(): void };
  events.on('error', () => {});
  events.on('data', (line: Buffer) => {
    const { id, Actor } = JSON.parse(line.toString().split('\n')[0] ?? '') as DieEvent;
    onEnd({ id, labels: Actor.Attributes, exitCode: Actor.Attributes.exitCode ?? null });
  });
  return {
    [Symbol.asyncDispose]: () => {
      events.destroy();
      return Promise.resolve();
    },
  };
}
