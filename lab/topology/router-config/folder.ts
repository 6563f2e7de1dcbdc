import { join } from 'node:path';
import type { Problem } from '../../errors.ts';
import { LabFileError } from '../../errors.ts';
import type { ReadFile } from '../named-file.ts';
import type { RouterNote } from '../types.ts';
import { cleaned } from './clean-text.ts';
import { isCloudConfig, readCloudConfig } from './cloud-config.ts';
import { hostPath } from './host-path.ts';
import { SCRIPT_PATH } from './router-files.ts';
import type { RouterFiles, SourceText } from './router-files.ts';

/** Where a file lies in a router that has one of these names at the top of its folder. */
const FLAT_NAMES: Readonly<Record<string, string>> = {
  'ipsec.conf': '/etc/ipsec.conf',
  'ipsec.secrets': '/etc/ipsec.secrets',
  'swanctl.conf': '/etc/swanctl/swanctl.conf',
  'strongswan.conf': '/etc/strongswan.conf',
  'frr.conf': '/etc/frr/frr.conf',
  daemons: '/etc/frr/daemons',
  'keepalived.conf': '/etc/keepalived/keepalived.conf',
  'sysctl.conf': '/etc/sysctl.conf',
  'aws-updown.sh': '/etc/ipsec.d/aws-updown.sh',
  'rc.local': '/etc/rc.local',
};

const SCRIPT = 'commands.sh';
/** What EC2 gives an instance at its launch. */
const USER_DATA = /^(user-?data|cloud-(config|init))(\.(ya?ml|txt|cfg))?$/i;
/** Folders of a host that are laid over `/`. */
const TOP_FOLDERS: ReadonlySet<string> = new Set(
  ['bin', 'etc', 'home', 'lib', 'opt', 'root', 'sbin', 'srv', 'usr', 'var'].map((name) => `${name}/`),
);
/** What the lab keeps in a router for itself. */
const LABS_OWN = /^\/(etc\/s2s\/|var\/lib\/s2s\/|usr\/local\/s?bin\/s2s-)/;
/** What editors, desktops and git leave behind. */
const LITTER = /(^|\/)(\.git\/.*|\.gitignore|\.gitkeep|\.DS_Store|[^/]*~|[^/]*\.sw[op])$/;

/** What may lie in the folder of a router, in one sentence. */
const FOLDER_RULE = `a tree that is laid over / (etc/…, usr/…, root/…), or ${Object.keys(FLAT_NAMES).join(', ')} and ${SCRIPT} or user-data`;

/**
 * Reads the folder of a router: a tree, or files of known names at its top, and a script: `commands.sh`, or the only
 * other *.sh, or user data of an EC2 instance. What belongs nowhere is noted.
 * @param names the files below the folder, as paths relative to it.
 * @throws {LabFileError} with each file that cannot be read, two files for one place, two possible scripts, or no file.
 */
export function readFolder(folder: string, names: readonly string[], read: ReadFile): RouterFiles {
  const notes: RouterNote[] = [];
  const problems: Problem[] = [];
  const open = (name: string, path: string): SourceText[] => {
    const from = join(folder, name);
    try {
      return [cleaned({ path, from, text: read(from) }, notes)];
    } catch (error) {
      if (!(error instanceof LabFileError)) throw error;
      const rule = 'a file of a router is text in UTF-8';
      problems.push(
        ...error.problems.map((problem) => ({ ...problem, ...('rule' in problem ? { rule } : {}) })),
      );
      return [];
    }
  };
  const given = names.filter((name) => !LITTER.test(name));
  const placed = given.flatMap((name) => placeOf(name) ?? []);
  problems.push(...placedTwice(folder, placed));
  const script = scriptOf(folder, given, problems);
  const nowhere = given.filter((name) => name !== script && placeOf(name) === null);
  notes.push(...nowhere.map((name) => noteOf(join(folder, name))));
  if (placed.length === 0 && script === null && problems.length === 0) {
    const what = given.length === 0 ? 'is an empty folder' : 'has no file of a router';
    problems.push({ file: folder, what, rule: FOLDER_RULE });
  }
  const files = placed.flatMap(({ name, path }) => open(name, path));
  const [text = null] = script === null ? [] : open(script, SCRIPT_PATH);
  if (problems.length > 0) throw new LabFileError(problems);
  if (text === null || !USER_DATA.test(script ?? '')) return { files, script: text, notes };
  const made = readUserData(text);
  const before = files.filter(({ path }) => made.files.every((each) => each.path !== path));
  return { files: [...before, ...made.files], script: made.script, notes: [...notes, ...made.notes] };
}

/** User data is a script or a cloud config, by its first line, as cloud-init has it. */
function readUserData(source: SourceText): RouterFiles {
  if (isCloudConfig(source.text)) return readCloudConfig(source);
  if (source.text.startsWith('#!')) return { files: [], script: source, notes: [] };
  throw new LabFileError({
    file: source.from,
    line: 1,
    what: 'is user data of a kind that a router of the lab does not take',
    rule: 'user data is a #cloud-config or a script that begins with #! (cloud-init documentation, User data formats)',
    hint: 'give the parts of a multi-part archive as files of their own',
  });
}

interface Placed {
  readonly name: string;
  readonly path: string;
}

/** Where a file of the folder lies in the router; null if nowhere. */
function placeOf(name: string): Placed | null {
  if (Object.hasOwn(FLAT_NAMES, name)) return { name, path: FLAT_NAMES[name] ?? '' };
  const top = name.slice(0, name.indexOf('/') + 1);
  if (!TOP_FOLDERS.has(top) || LABS_OWN.test(`/${name}`)) return null;
  return { name, path: hostPath(`/${name}`) };
}

function placedTwice(folder: string, placed: readonly Placed[]): Problem[] {
  return placed.flatMap((each, at) => {
    const other = placed.slice(0, at).find(({ path }) => path === each.path);
    if (other === undefined) return [];
    const what = `is for ${each.path}, as is ${other.name}`;
    return [{ file: join(folder, each.name), what, hint: 'keep one of the two' }];
  });
}

function scriptOf(folder: string, names: readonly string[], problems: Problem[]): string | null {
  if (names.includes(SCRIPT)) return SCRIPT;
  const isScript = (name: string): boolean => /^[^/]+\.sh$/.test(name) || USER_DATA.test(name);
  const scripts = names.filter((name) => isScript(name) && placeOf(name) === null);
  if (scripts.length > 1) {
    problems.push({
      file: folder,
      value: scripts.join(', '),
      what: 'has several scripts, and it is not said which of them sets the router up',
      rule: `${SCRIPT} is run in the router, or the only *.sh, or user-data`,
      hint: `call that one ${SCRIPT}; put the others where the router has them, e.g. usr/local/bin`,
    });
    return null;
  }
  return scripts[0] ?? null;
}

function noteOf(file: string): RouterNote {
  const why = `belongs nowhere in a router and is left out: ${FOLDER_RULE}`;
  return { file, line: 1, text: '(the whole file)', why };
}
