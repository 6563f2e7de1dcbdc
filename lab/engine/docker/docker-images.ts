import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import type { Images } from '../runtime.ts';
import { modemOf } from './docker-types.ts';
import { follow } from './follow.ts';
import { isAbsent, orRefusal, refusal } from './refusal.ts';

/** The images of a Docker engine. */
export function dockerImages(docker: Docker): Images {
  return {
    withLabel: async (label) => {
      const images = await orRefusal(docker.listImages({ filters: { label: [label] } }));
      return images.flatMap(({ RepoTags }) => RepoTags ?? []);
    },
    size: async (name) => (await orRefusal(docker.getImage(name).inspect())).Size,
    exists: async (name) => {
      try {
        await docker.getImage(name).inspect();
        return true;
      } catch (error) {
        if (isAbsent(error)) return false;
        throw refusal(error);
      }
    },
    pull: (name) => orRefusal(docker.pull(name).then((stream) => follow(docker, stream))),
    // With fromSrc, `repo` takes a name with its tag (Engine API, ImageCreate).
    importArchive: (archive, name) =>
      orRefusal(docker.importImage(archive, { repo: name }).then((stream) => follow(docker, stream))),
    build: (context, { name, target, arguments: buildargs, labels }, onLine) => {
      const options: Docker.ImageBuildOptions = {
        t: name,
        target,
        buildargs: { ...buildargs },
        labels: { ...labels },
        networkmode: 'host',
        forcerm: true,
      };
      return orRefusal(
        docker
          // dockerode hands a Buffer on as it is, though its types ask for a path or a stream.
          .buildImage(context as unknown as NodeJS.ReadableStream, options)
          .then((stream) => follow(docker, stream, onLine)),
      );
    },
    save: (names) => orRefusal(save(docker, names)),
    load: (archive) => orRefusal(docker.loadImage(archive).then((stream) => follow(docker, stream))),
    removeSuperseded: async (label) => {
      const old = await orRefusal(docker.listImages({ filters: { dangling: ['true'], label: [label] } }));
      await Promise.allSettled(old.map(({ Id }) => docker.getImage(Id).remove()));
    },
  };
}

/** dockerode has only the call for one image. */
function save(docker: Docker, names: readonly string[]): Promise<Readable> {
  const options = {
    path: '/images/get?',
    method: 'GET',
    options: { names },
    isStream: true,
    statusCodes: { 200: true },
  };
  return new Promise((resolve, reject) => {
    modemOf(docker).dial(options, (error, stream) => {
      if (error !== null) reject(error);
      else resolve(stream);
    });
  });
}
