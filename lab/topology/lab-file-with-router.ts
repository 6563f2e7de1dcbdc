import { LabFileError } from '../errors.ts';
import { bringRouters } from './bring-router.ts';
import type { BroughtFolder } from './bring-router.ts';
import { checkSchema } from './check-schema.ts';
import { readLayers } from './layers.ts';
import { FILES } from './load.ts';
import { differenceOf } from './overlay.ts';
import type { RouterNote } from './types.ts';

/** What a lab file says beside `extends` and `name`, and what its author may not expect. */
export interface LabFileWithRouter {
  readonly over: object;
  readonly notes: readonly RouterNote[];
}

/**
 * What a lab file has to say that extends another one and has a router of one's own in it, as `--router` puts it there.
 * @param base path of the other one.
 * @param pathOf the path by which the lab file is to name a folder.
 * @throws {LabFileError} if a file cannot be read, or the base is not valid.
 * @throws {UsageError} if there is not, or it is not said, which customer gateway the folder is for.
 */
export function labFileWithRouter(
  base: string,
  routers: readonly BroughtFolder[],
  pathOf: (folder: string) => string,
): LabFileWithRouter {
  const source = readLayers({ file: base, text: FILES.read(base) }, FILES.read);
  if (source.value === undefined) throw new LabFileError([...source.problems]);
  const { raw: before } = checkSchema(source.value, () => {});
  const { raw, files } = bringRouters(before, routers, FILES);
  for (const { router } of Object.values(raw.customerGateways ?? {}))
    if (routers.some(({ folder }) => folder === router.files)) router.files = pathOf(router.files!);
  return {
    over: differenceOf(before, raw) as object,
    notes: [...files.values()].flatMap(({ notes }) => notes),
  };
}
