import type { Problem } from '../errors.ts';
import { formatProblem, LabFileError } from '../errors.ts';
import { checkedLab } from '../topology/parse.ts';
import type { RawLab } from '../topology/schema.ts';
import type { Lab } from '../topology/types.ts';
import type { Place } from './found.ts';
import type { MadeLabFile } from './lab-file/lab-file.ts';
import { yamlText } from './yaml-text.ts';

/** A lab file as text. */
export interface LabFileText {
  /** What it comes to. */
  readonly lab: Lab;
  /** For a file that only its owner reads: it has the pre-shared keys. */
  readonly text: () => string;
  /** For everybody's eyes: the lab makes keys of its own. */
  readonly textWithoutKeys: () => string;
}

/**
 * Writes a lab file, with what was noted as comments at its top, and checks it.
 * @throws {LabFileError} with what the lab cannot honour, at the place in the imported files that it comes from.
 */
export function labFileText(
  { raw, places }: Pick<MadeLabFile, 'raw' | 'places'>,
  files: readonly string[],
  notes: readonly Problem[],
): LabFileText {
  const head = [
    `Made by s2s import of ${files.join(', ')}. Every key is in docs/lab-file.md.`,
    ...notes.map(formatProblem),
  ];
  const comment = head.flatMap((each) => each.split('\n').map((line) => `# ${line}\n`)).join('');
  const plain = asData(raw);
  return {
    text: () => comment + yamlText(plain),
    textWithoutKeys: () => comment + yamlText(withoutKeys(plain)),
    lab: checked(structuredClone(plain), raw.name, places),
  };
}

type Data = Readonly<Record<string, unknown>>;

/** As its text will be read: what is undefined is not there. */
const asData = (raw: RawLab): Data => JSON.parse(JSON.stringify(raw)) as Data;

/** The lab file without the pre-shared keys of its tunnels and connections. */
const withoutKeys = (data: Data): Data =>
  JSON.parse(
    JSON.stringify(data, (key, value: unknown) => (key === 'preSharedKey' ? undefined : value)),
  ) as Data;

function checked(data: Data, name: string, places: ReadonlyMap<string, Place>): Lab {
  try {
    return checkedLab(data, `${name}.yaml`);
  } catch (error) {
    if (!(error instanceof LabFileError)) throw error;
    throw new LabFileError(
      error.problems.map((problem) => placed(problem, places)),
      { cause: error },
    );
  }
}

/** A problem of the lab file at the place that what it is about comes from. */
function placed(
  { file: _1, line: _2, column: _3, ...problem }: Problem,
  places: ReadonlyMap<string, Place>,
): Problem {
  for (let key = problem.key ?? ''; key !== ''; key = key.replace(/(^|\.|\[)[^.[]*$/, '')) {
    const place = places.get(key);
    if (place !== undefined) return { ...place, ...problem };
  }
  return problem;
}
