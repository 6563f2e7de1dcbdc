import { gunzipSync } from 'node:zlib';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Node, Scalar } from 'yaml';
import { LabFileError } from '../../errors.ts';
import type { RouterNote } from '../types.ts';
import { quoted } from '../shell-word.ts';
import { hostPath } from './host-path.ts';
import { SCRIPT_PATH } from './router-files.ts';
import type { SourceText } from './router-files.ts';

/** What cloud-init makes of user data: files, and commands that it runs once. */
interface CloudConfig {
  readonly files: readonly SourceText[];
  /** Its commands, each in the line where the user data has it; null without any. */
  readonly script: SourceText | null;
  readonly notes: readonly RouterNote[];
}

/** Modules whose work is done in a router of the lab, or is none there. */
const WITHOUT_NOTE: ReadonlySet<string> = new Set([
  'package_update',
  'package_upgrade',
  'package_reboot_if_required',
  'apt',
  'output',
  'final_message',
  'hostname',
  'fqdn',
  'preserve_hostname',
  'manage_etc_hosts',
  'timezone',
  'locale',
  'version',
]);

const SOURCE = 'cloud-init documentation, Module reference';

/** Whether a text is user data in the form that cloud-init calls a cloud config. */
export const isCloudConfig = (text: string): boolean => /^#cloud-config\s/.test(text);

/**
 * Reads `#cloud-config` user data, as an EC2 router gets it: `write_files` become files, `bootcmd`, `packages` and `runcmd` the
 * script, in the order of the text. What else it has, and does nothing here, is noted.
 * @throws {LabFileError} if it is not YAML, or a file of `write_files` has no path.
 */
export function readCloudConfig({ from, text }: SourceText): CloudConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineOf = (node: unknown): number => lines.linePos((node as Node | undefined)?.range?.[0] ?? 0).line;
  const problem = (what: string, line: number): LabFileError =>
    new LabFileError({ file: from, line, what, rule: SOURCE });
  const [error] = document.errors;
  if (error !== undefined)
    throw problem('is not YAML, as cloud-init wants it', lines.linePos(error.pos[0]).line);
  const { contents } = document;
  if (!isMap<Scalar<string>>(contents)) throw problem('is no map of cloud-init modules', 1);
  const files = new Map<string, SourceText>();
  const script: string[] = [];
  const notes: RouterNote[] = [];
  for (const { key, value } of contents.items) {
    const items = isSeq(value) ? value.items : [];
    if (key.value === 'write_files') {
      for (const item of items) {
        const written = writtenFile(item as Node, from);
        if (written === null)
          throw problem('a file of write_files has no path, or no text as its content', lineOf(item));
        const before = written.appends ? (files.get(written.path)?.text ?? '') : '';
        files.set(written.path, { path: written.path, from: written.from, text: before + written.text });
      }
    } else if (/^(runcmd|bootcmd)$/.test(key.value)) {
      for (const item of items) {
        const isBlock = isScalar(item) && String(item.type).startsWith('BLOCK');
        put(script, lineOf(item) + (isBlock ? 1 : 0), command((item as Node).toJSON()));
      }
    } else if (key.value === 'packages') {
      const names = items.flatMap((item) => (item as Node).toJSON() as string | string[]);
      put(script, lineOf(key), `apt-get install -y ${names.map(shellWord).join(' ')}`);
    } else if (!WITHOUT_NOTE.has(key.value)) {
      const why = `does nothing in a router of the lab, which takes write_files, bootcmd, packages and runcmd (${SOURCE})`;
      notes.push({ file: from, line: lineOf(key), text: key.value, why });
    }
  }
  return {
    files: [...files.values()],
    script: script.length === 0 ? null : { path: SCRIPT_PATH, from, text: `${script.join('\n')}\n` },
    notes,
  };
}

/** One of `write_files`; null if it has no path, or a content that is no text. */
function writtenFile(item: Node, from: string): (SourceText & { readonly appends: boolean }) | null {
  const {
    path,
    content = '',
    encoding = 'text/plain',
    append = false,
  } = item.toJSON() as Record<string, unknown>;
  if (typeof path !== 'string' || typeof content !== 'string') return null;
  return {
    path: hostPath(path),
    from: `${from} (${path})`,
    text: decoded(content, String(encoding)),
    appends: append === true,
  };
}

function decoded(content: string, encoding: string): string {
  if (!/b64|base64|^gz/.test(encoding)) return content;
  const bytes = Buffer.from(content, 'base64');
  return (encoding.startsWith('gz') ? gunzipSync(bytes) : bytes).toString();
}

/** A command of `runcmd`: a text for the shell, or a list of words. */
function command(item: unknown): string {
  return Array.isArray(item) ? item.map((word) => shellWord(String(word))).join(' ') : String(item).trimEnd();
}

const shellWord = (word: string): string => (/^[\w./:=,@%+-]+$/.test(word) ? word : quoted(word));

/** Puts a command into the line where the user data has it, or behind what is there already. */
function put(script: string[], line: number, text: string): void {
  while (script.length < line - 1) script.push('');
  script.push(...text.split('\n'));
}
