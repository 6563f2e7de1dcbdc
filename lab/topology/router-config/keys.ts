import { keyPlace } from '../objects/customer-gateway/own-router.ts';
import type { RouterNote } from '../types.ts';
import { readSettings } from './settings-tree.ts';
import type { SettingsSection } from './settings-tree.ts';
import type { SourceText } from './router-files.ts';

/** A pre-shared key as it stands in a text of a router. */
export interface FoundKey {
  /** Its own among the keys of a router. */
  readonly name: string;
  readonly file: string;
  readonly line: number;
  /** Between its quotes; null for `%generated%`, in place of which the lab generates one. */
  readonly preSharedKey: string | null;
  /** Identities that it is for; none, or `%any`, stands for everybody. */
  readonly owners: readonly string[];
  /** In a comment: for nobody. */
  readonly isComment: boolean;
  /** Whether the colon before it has the blanks that strongSwan asks for, or there is no colon. */
  readonly isSeparated: boolean;
}

const GENERATED = '%generated%';
/** `<identities> : PSK <key>` of ipsec.secrets(5), also where a script writes it. */
const PSK = /^(.*?):\s*PSK\s+("[^"\n]*"|'[^'\n]*'|[^\s"'#]+)/gim;
/** `secret = <key>` of a swanctl.conf, also where a script writes it. */
const SECRET = /((?:^|[{ \t])#?[ \t]*)secret\s*=\s*("[^"\n]*"|[^\s"'#{}]+)/gm;

/**
 * Takes the pre-shared keys out of a text and adds them to `keys`; {@link keyPlace} stands for each. A `0x…` or `0s…` is
 * taken as it is.
 */
export function takeKeys(source: SourceText, keys: FoundKey[]): SourceText {
  const ownersBySecret = secretOwners(source);
  const take = (
    text: string,
    pattern: RegExp,
    ownersOf: (before: string, line: number) => readonly string[],
  ): string =>
    text.replace(pattern, (all, before: string, written: string, offset: number) => {
      const key = written.replace(/^(["'])(.*)\1$/, '$2');
      if (key === '') return all;
      const line = (text.slice(0, offset) + before).split('\n').length;
      const name = `key-${keys.length + 1}`;
      keys.push({
        name,
        file: source.from,
        line,
        preSharedKey: key === GENERATED ? null : key,
        owners: ownersOf(before, line),
        isComment: before.trimStart().startsWith('#'),
        isSeparated: !/\S:|:\S/.test(all.slice(before.length - 1, before.length + 2)),
      });
      return all.slice(0, all.length - written.length) + written.replace(key, () => keyPlace(name));
    });
  const withoutPsk = take(source.text, PSK, identitiesIn);
  return { ...source, text: take(withoutPsk, SECRET, (_, line) => ownersBySecret.get(line) ?? []) };
}

/** What looks like an identity before the colon: a script has other words there, too. */
function identitiesIn(before: string): string[] {
  return before.split(/[\s"']+/).filter((word) => /^[\w.@%:-]*[\w.]$/.test(word));
}

/** The identities of each secret of a swanctl.conf, by the line that has it. */
function secretOwners({ path, text, from }: SourceText): Map<number, string[]> {
  const ignored: RouterNote[] = [];
  const root = readSettings({ path, text, from }, [], ignored);
  const secrets = root.sections.get('secrets')?.sections.values() ?? [];
  return new Map([...secrets].flatMap((section) => ownersOfSecret(section)));
}

function ownersOfSecret({ settings }: SettingsSection): [number, string[]][] {
  const secret = settings.get('secret');
  if (secret === undefined) return [];
  const ids = [...settings.values()].filter(({ key }) => key.startsWith('id'));
  return [[secret.line, ids.map(({ value }) => value)]];
}

/**
 * The key that a daemon takes for a pair of identities: the one whose owners match best (ipsec.secrets(5)); one with
 * several owners must name the peer. Undefined where none fits.
 */
export function keyFor<Key extends Pick<FoundKey, 'owners' | 'isComment'>>(
  keys: readonly Key[],
  ids: { readonly left: string; readonly right: string },
): Key | undefined {
  const score = ({ owners, isComment }: Key): number => {
    if (isComment) return 0;
    const scoreOf = (id: string, exact: number): number =>
      owners.includes(id) ? exact : owners.includes('%any') ? 1 : 0;
    const right = scoreOf(ids.right, 8);
    if (owners.length === 0) return 1;
    return owners.length > 1 && right === 0 ? 0 : right + scoreOf(ids.left, 4);
  };
  const best = Math.max(0, ...keys.map(score));
  return best === 0 ? undefined : keys.find((key) => score(key) === best);
}
