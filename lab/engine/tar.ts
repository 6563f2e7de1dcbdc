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

/**
 * The content of the first file in a tar archive. Reads the archive to its end: a response of the engine that is left
 * unread keeps its connection open, and with it this process, for minutes.
 */
export async function firstFile(archive: NodeJS.ReadableStream): Promise<Buffer> {
  let first: Buffer | null = null;
  for await (const entry of archive.pipe(extract())) {
    const content = await buffer(entry);
    first ??= content;
  }
  return first ?? Buffer.alloc(0);
}
