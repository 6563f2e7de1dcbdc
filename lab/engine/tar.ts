import { buffer } from 'node:stream/consumers';
import { extract, pack } from 'tar-stream';

export interface TarFile {
  readonly path: string;
  readonly content: string | Buffer;
  /** Permission bits, 0o644 by default. */
  readonly mode?: number;
}

/** A tar archive of files, all owned by root. Leading slashes are taken off. */
export async function tar(files: readonly TarFile[]): Promise<Buffer> {
  const archive = pack();
  for (const { path, content, mode = 0o644 } of files) {
    archive.entry({ name: path.replace(/^\/+/, ''), mode }, content);
  }
  archive.finalize();
  return buffer(archive);
}

/** The content of the first file in a tar archive. */
export async function firstFile(archive: NodeJS.ReadableStream): Promise<string> {
  const entries = archive.pipe(extract());
  for await (const entry of entries) {
    return (await buffer(entry)).toString('utf8');
  }
  return '';
}
