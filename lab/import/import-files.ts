import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../errors.ts';
import { LabFileError } from '../errors.ts';
import { FILES } from '../topology/load.ts';
import type { NamedFile } from '../topology/named-file.ts';
import { labFileText } from './lab-file-text.ts';
import type { LabFileText } from './lab-file-text.ts';
import { labFileOf } from './lab-file/lab-file.ts';
import { mergeObjects } from './merge.ts';
import { READERS } from './readers.ts';

/** A lab file made of files of AWS's tools. */
export interface Imported extends LabFileText {
  /** The files that were read, each with what it is. */
  readonly files: readonly { readonly file: string; readonly kind: string }[];
  /** What its owner may not expect; none holds a key. */
  readonly notes: readonly Problem[];
}

/** What to do with a download for Cisco, Juniper and the like. */
const OTHER_VENDOR =
  'it is a download for another vendor: take that of the vendor Generic, or CustomerGatewayConfiguration of aws ec2 describe-vpn-connections';

/** A file that is found in a folder may be of a kind that is not imported; one that is named may not. */
interface GivenFile extends NamedFile {
  readonly isNamed: boolean;
  readonly reader: (typeof READERS)[number] | undefined;
}

/**
 * Makes a lab file of files of AWS's tools, of any kinds and in any order; of a folder, of those in it.
 * @throws {LabFileError} with everything in them that the lab cannot honour, or with a file that cannot be read.
 */
export function importFiles(paths: readonly string[], name: string): Imported {
  const given = paths.flatMap(filesAt);
  const notes: Problem[] = [];
  const problems: Problem[] = [];
  const kinds = READERS.map((reader) => ({
    reader,
    files: given.filter((each) => each.reader === reader),
  }));
  for (const file of given.filter(({ reader }) => reader === undefined)) {
    const problem: Problem = {
      ...(/Your VPN Connection ID\s*:/i.test(file.text) && { hint: OTHER_VENDOR }),
      file: file.file,
      what: 'is no file that is imported',
      rule: READERS.map(({ kind }) => kind).join(', '),
    };
    (file.isNamed ? problems : notes).push(problem);
  }
  if (given.every(({ reader }) => reader === undefined) && problems.length === 0)
    problems.push({
      file: paths.join(', '),
      what: 'holds no file that is imported',
      rule: READERS.map(({ kind }) => kind).join(', '),
    });
  const read = kinds.filter(({ files }) => files.length > 0).map(({ reader, files }) => reader.read(files));
  notes.push(...read.flatMap((each) => each.notes));
  problems.push(...read.flatMap((each) => each.problems));
  if (problems.length > 0) throw new LabFileError(problems);

  const merged = mergeObjects(read.flatMap(({ objects }) => objects));
  const made = labFileOf(merged.objects, name);
  if (made.problems.length > 0) throw new LabFileError(made.problems);
  const all = [...notes, ...merged.notes, ...made.notes];
  return {
    ...labFileText(
      made,
      given.map(({ file }) => file),
      all,
    ),
    files: kinds.flatMap(({ reader: { kind }, files }) => files.map(({ file }) => ({ file, kind }))),
    notes: all,
  };
}

/** Whether a path is a file that {@link importFiles} takes, or a folder; a lab file is none. */
export function isImportable(path: string): boolean {
  const [first] = filesAt(path);
  return first !== undefined && (!first.isNamed || first.reader !== undefined);
}

function filesAt(path: string): GivenFile[] {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const open = (file: string, isNamed: boolean): GivenFile => {
    const text = readText(file);
    return { file, text, isNamed, reader: READERS.find(({ takes }) => takes(text)) };
  };
  return isFolder ? FILES.list(path).map((each) => open(join(path, each), false)) : [open(path, true)];
}

function readText(file: string): string {
  try {
    return FILES.read(file)
      .replace(/^\uFEFF/, '')
      .replaceAll('\r\n', '\n');
  } catch (error) {
    if (!(error instanceof LabFileError)) throw error;
    const what = error.problems[0]?.what ?? 'cannot be read';
    throw new LabFileError(
      { file, what, rule: 'files that are imported are text in UTF-8' },
      { cause: error },
    );
  }
}
