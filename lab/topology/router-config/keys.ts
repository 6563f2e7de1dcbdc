import { keyPlace } from '../objects/customer-gateway/own-router.ts';
import type { RouterNote } from '../types.ts';
import { readSettings } from './settings-tree.ts';
import type { SettingsSection } from './settings-tree.ts';
import { isScript } from './ip-commands.ts';
import { replaceSecrets } from './other-secrets.ts';
import type { SourceText } from './router-files.ts';
import { isPreSharedKey } from '../values.ts';
import { variablesOf, withValues } from './script-variables.ts';
import type { Variables } from './script-variables.ts';
import { takeApart } from './written-files.ts';

/** A secret as it stands in a text of a router: a pre-shared key, or, with `isOther`, something else. */
export interface FoundKey {
  /** Its own among the keys of a router. */
  readonly name: string;
  readonly file: string;
  readonly line: number;
  /** Between its quotes; null for `%generated%`, in place of which the lab generates one. */
  readonly preSharedKey: string | null;
  /** Identities that it is for; none, or `%any`, stands for everybody. */
  readonly owners: readonly string[];
  /** No pre-shared key: for no tunnel, and nothing is said of it. */
  readonly isOther: boolean;
  /** In a comment: for nobody. */
  readonly isComment: boolean;
  /** Whether the colon before it has the blanks that strongSwan asks for, or there is no colon. */
  readonly isSeparated: boolean;
}

const GENERATED = '%generated%';
/** `<identities> : PSK <key>` of ipsec.secrets(5), also where a script writes it. */
const PSK = /^(.*?):\s*PSK\s+(\\"[^"\\\n]*\\"|"[^"\n]*"|'[^'\n]*'|[^\s"'#\\]+)/gim;
/** `secret = <key>` of a swanctl.conf, also where a script writes it. */
const SECRET = /((?:^|[{ \t])#?[ \t]*)secret\s*=\s*("[^"\n]*"|[^\s"'#{}]+)/gm;

/** A key as it stands in a text. */
interface WrittenKey extends Pick<FoundKey, 'isOther'> {
  readonly key: string;
  readonly owners: readonly string[];
  readonly line: number;
  readonly isComment: boolean;
  readonly isSeparated: boolean;
  /** Whether it stands in quotes of ipsec.secrets, where `0x` and `0s` mean nothing. */
  readonly isLiteral: boolean;
}

/**
 * Takes the pre-shared keys out of a text and adds them to `keys`; {@link keyPlace} stands for each. In a script a key may
 * stand where its variable is set; one that the script works out is not known.
 */
export function takeKeys(source: SourceText, keys: FoundKey[]): SourceText {
  return takeOthers(takePreSharedKeys(source, keys), keys);
}

/** Takes out what else is secret. */
function takeOthers(source: SourceText, keys: FoundKey[]): SourceText {
  return replaceSecrets(source, (preSharedKey, line) => {
    const name = `key-${keys.length + 1}`;
    const { from: file } = source;
    keys.push({
      name,
      file,
      line,
      preSharedKey,
      owners: [],
      isOther: true,
      isComment: false,
      isSeparated: true,
    });
    return keyPlace(name);
  });
}

function takePreSharedKeys(source: SourceText, keys: FoundKey[]): SourceText {
  const { from, text } = source;
  const add = ({ key, isLiteral, ...found }: WrittenKey): string => {
    const name = `key-${keys.length + 1}`;
    const preSharedKey = key === GENERATED ? null : isLiteral ? key : decoded(key);
    keys.push({ ...found, name, file: from, preSharedKey });
    return keyPlace(name);
  };
  if (!isScript(source)) return { ...source, text: replaceKeys(source, text, add) };
  const variables = variablesOf(text);
  const set = new Map<string, WrittenKey>();
  const withoutKeys = replaceKeys(source, text, (found) => {
    const [, name] = /^\$\{?(\w+)\}?$/.exec(found.key) ?? [];
    const value = name === undefined ? undefined : variables.get(name);
    if (name === undefined || value === undefined) return /[$`]|^%s$/.test(found.key) ? null : add(found);
    const owners = [...(set.get(name)?.owners ?? []), ...found.owners];
    set.set(name, { ...found, key: value, owners, isLiteral: false });
    return null;
  });
  return { ...source, text: replaceSetKeys(withoutKeys, set, add) };
}

/** Puts what stands for each key in its place; null leaves it. */
function replaceKeys(source: SourceText, text: string, stand: (key: WrittenKey) => string | null): string {
  const variables: Variables = isScript(source) ? variablesOf(source.text) : new Map<string, string>();
  const secrets = secretsOf(source);
  const replace = (
    among: string,
    pattern: RegExp,
    about: (before: string, line: number) => Pick<WrittenKey, 'owners' | 'isOther'>,
  ): string =>
    among.replace(pattern, (all, before: string, written: string, offset: number) => {
      const key = written.replace(/^(\\?["'])(.*)\1$/, '$2');
      const line = (among.slice(0, offset) + before).split('\n').length;
      const standing =
        key === ''
          ? null
          : stand({
              key,
              line,
              ...about(withValues(before, variables), line),
              isComment: before.trimStart().startsWith('#'),
              isSeparated: !/\S:|:\S/.test(all.slice(before.length - 1, before.length + 2)),
              isLiteral: pattern === PSK && key !== written,
            });
      if (standing === null) return all;
      return all.slice(0, all.length - written.length) + written.replace(key, () => standing);
    });
  const withoutPsk = replace(text, PSK, (before) => ({ owners: identitiesIn(before), isOther: false }));
  return replace(withoutPsk, SECRET, (_, line) => secrets.get(line) ?? { owners: [], isOther: false });
}

/** Takes the keys out of the places where their variables are set. */
function replaceSetKeys(
  text: string,
  set: ReadonlyMap<string, WrittenKey>,
  stand: (key: WrittenKey) => string,
): string {
  return [...set].reduce((rest, [name, found]) => {
    const assignment = `${name}=`;
    const at = rest.search(new RegExp(`\\b${assignment}["']?${escaped(found.key)}`));
    if (at === -1) return rest;
    const line = rest.slice(0, at).split('\n').length;
    return rest.slice(0, at) + rest.slice(at).replace(found.key, () => stand({ ...found, line }));
  }, text);
}

const escaped = (text: string): string => text.replace(/[.+*?^${}()|[\]\\]/g, String.raw`\$&`);

/** What a key in hexadecimal (`0x…`) or base 64 (`0s…`) stands for, if AWS takes that; otherwise as it is written. */
function decoded(key: string): string {
  const [, form, digits = ''] = /^0([xs])([\w+/=]+)$/.exec(key) ?? [];
  const plain = Buffer.from(digits, form === 'x' ? 'hex' : 'base64').toString('latin1');
  return form !== undefined && isPreSharedKey(plain) ? plain : key;
}

/** What looks like an identity before the colon: a script has other words there, too. */
function identitiesIn(before: string): string[] {
  const said = before.replace(/^\s*(?:sudo\s+)?(?:echo|printf)\s+(?:-\w+\s+)?/, '');
  return said.split(/[\s"']+/).filter((word) => /^[\w.@%:-]*[\w.]$/.test(word));
}

/** What each secret of a swanctl.conf is for, by the line that has it; only those of `ike…` sections are pre-shared keys. */
function secretsOf(source: SourceText): Map<number, Pick<WrittenKey, 'owners' | 'isOther'>> {
  const texts = isScript(source) ? takeApart(source).written : [source];
  const secrets = texts.flatMap((text) => {
    const ignored: RouterNote[] = [];
    return [...(readSettings(text, [], ignored).sections.get('secrets')?.sections ?? [])];
  });
  return new Map(
    secrets.flatMap(([name, section]) =>
      ownersOfSecret(section).map(
        ([line, owners]) => [line, { owners, isOther: !name.startsWith('ike') }] as const,
      ),
    ),
  );
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
export function keyFor<Key extends Pick<FoundKey, 'owners' | 'isComment' | 'isOther'>>(
  keys: readonly Key[],
  ids: { readonly left: string; readonly right: string },
): Key | undefined {
  const score = ({ owners, isComment, isOther }: Key): number => {
    if (isComment || isOther) return 0;
    const scoreOf = (id: string, exact: number): number =>
      owners.includes(id) ? exact : owners.includes('%any') ? 1 : 0;
    const right = scoreOf(ids.right, 8);
    if (owners.length === 0) return 1;
    return owners.length > 1 && right === 0 ? 0 : right + scoreOf(ids.left, 4);
  };
  const best = Math.max(0, ...keys.map(score));
  return best === 0 ? undefined : keys.find((key) => score(key) === best);
}
