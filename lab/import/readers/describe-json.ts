import type { Problem } from '../../errors.ts';
import { formatKeyPath } from '../../topology/key-path.ts';
import type { KeyPath } from '../../topology/key-path.ts';
import type { NamedFile } from '../../topology/named-file.ts';
import { takeApart } from '../describe/answer.ts';
import type { Answer, AnswerItem } from '../describe/answer.ts';
import { SHAPES } from '../describe/shapes.ts';
import type { DescribedNoun } from '../describe/shapes.ts';
import type { Found, Place } from '../found.ts';
import { readJson } from '../json/json-text.ts';
import type { JsonObject, JsonText } from '../json/json-text.ts';
import { conform } from '../json/shape.ts';
import { KEYS } from '../objects.ts';
import type { Ec2Item } from '../objects.ts';
import { eachByItself } from '../reader.ts';
import type { ImportReader, ReadFiles } from '../reader.ts';
import { readCustomerGatewayConfiguration } from './customer-gateway-configuration.ts';

/**
 * What `aws ec2 describe-*`, `get-*` and `search-transit-gateway-routes` print, page by page or all in one, and files of
 * batfish's `aws_configs`. What search-transit-gateway-routes and get-transit-gateway-route-table-* print does not say which
 * route table it is of: the file's name may, e.g. `routes-tgw-rtb-0123.json`.
 */
export const describeJsonReader: ImportReader = {
  kind: 'JSON of aws ec2 describe-*',
  takes: (text) => /^[\s\uFEFF]*[[{]/.test(text),
  read: (files) => eachByItself(files, readFile),
};

function readFile({ file, text }: NamedFile): ReadFiles {
  const source = readJson(text);
  if (source.flaw !== undefined) {
    const { line, column, what } = source.flaw;
    return refusal({ file, line, column, what, rule: 'JSON (RFC 8259)' });
  }
  const answer: Answer = { items: [], others: new Map(), isCut: false };
  for (const document of source.documents) takeApart(document, namedIds(file), answer);
  if (answer.items.length + answer.others.size === 0 && !isEmptyAnswer(source.documents)) {
    const hint = 'write what aws ec2 describe-vpcs, describe-subnets and the like print into files';
    return refusal({ file, what: 'holds no object of the EC2 API', hint });
  }
  return withObjects(file, source, answer);
}

const refusal = (problem: Problem): ReadFiles => ({ objects: [], notes: [], problems: [problem] });

function withObjects(file: string, source: JsonText, answer: Answer): ReadFiles {
  const objects: { [Noun in DescribedNoun]?: Found<Ec2Item<Noun>>[] } = {};
  const problems: Problem[] = [];
  for (const item of answer.items) {
    const found = foundItem(file, source, item, problems);
    if (found === undefined) continue;
    ((objects[item.noun] ??= []) as Found<unknown>[]).push(found);
  }
  const notes: Problem[] = [...answer.others]
    .filter(([, count]) => count > 0)
    .map(([key, count]) => ({ file, key, what: `${count} left out: the lab has no counterpart` }));
  if (hasMore(source.documents.at(-1)))
    notes.push({
      file,
      what: 'has not all pages of the answer',
      hint: 'leave out --max-items and --no-paginate',
    });
  if (answer.isCut) {
    const hint =
      'search for a part of the table at a time, e.g. Name=route-search.subnet-of-match,Values=10.0.0.0/9';
    notes.push({ file, what: 'has not all routes of the table: AWS answers with 1,000', hint });
  }
  const samples = (objects.VpnConnections ?? []).map((found) => configurationIn(found, file));
  return {
    objects: [objects, ...samples.flatMap((each) => each.objects)],
    notes: [...notes, ...samples.flatMap((each) => each.notes)],
    problems: [...problems, ...samples.flatMap((each) => each.problems)],
  };
}

/**
 * The XML that a VPN connection has for its customer gateway device: on one line of the file. Where it is cut off, blotted out or
 * of another connection, TunnelOptions tell what the connection has, if they have the tunnels.
 */
function configurationIn({ item, at }: Found<Ec2Item<'VpnConnections'>>, file: string): ReadFiles {
  const { CustomerGatewayConfiguration: xml = '', VpnConnectionId } = item;
  if (xml === '') return { objects: [], notes: [], problems: [] };
  const place = at(['CustomerGatewayConfiguration']);
  const read = readCustomerGatewayConfiguration(xml, file, () => place.line ?? 1);
  const isOther = read.objects.some(({ VpnConnections = [] }) =>
    VpnConnections.some((each) => each.item.VpnConnectionId !== VpnConnectionId),
  );
  const hasTunnels = item.Options?.TunnelOptions?.some(({ OutsideIpAddress }) => OutsideIpAddress);
  if (hasTunnels !== true || (read.problems.length === 0 && !isOther)) return read;
  const [why = { what: 'is of another VPN connection' }] = read.problems;
  const what = `is not read, for it ${why.what}: TunnelOptions tell the tunnels`;
  return {
    objects: [],
    notes: [{ ...place, key: `${VpnConnectionId} CustomerGatewayConfiguration`, what }],
    problems: [],
  };
}

function foundItem(
  file: string,
  source: JsonText,
  { noun, raw, with: known = {} }: AnswerItem,
  problems: Problem[],
): Found<Ec2Item<DescribedNoun>> | undefined {
  const merged = { Tags: raw.TagSet, ...known, ...given(raw) };
  const [id] = KEYS[noun];
  const own = (merged as JsonObject)[id];
  const at = (path: KeyPath = []): Place =>
    source.isOneLine
      ? { file, object: typeof own === 'string' ? own : noun }
      : {
          file,
          // Few of the places that are noted are ever told: the line is looked for then.
          get line() {
            return lineAt(source, raw, path);
          },
        };
  const before = problems.length;
  const item = conform<Ec2Item<DescribedNoun>>(merged, SHAPES[noun], (path, what, value) => {
    const key = formatKeyPath([noun.slice(0, -1), ...path]);
    const shown =
      typeof value === 'object' ? {} : { value: SECRET.test(key) ? '...' : JSON.stringify(value) };
    problems.push({ ...at(path), key, what, ...shown });
  });
  if (problems.length > before) return undefined;
  if (!Object.hasOwn(item, id)) {
    problems.push({ ...at(), key: noun.slice(0, -1), what: `has no ${id}` });
    return undefined;
  }
  return { item, at };
}

/** An empty text is no value that takes the place of what is known otherwise. */
const given = (raw: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null && value !== ''));

const SECRET = /key/i;

function lineAt(source: JsonText, raw: object, path: KeyPath): number {
  let container = raw;
  for (const [depth, part] of path.entries()) {
    const value = (container as Readonly<Record<string | number, unknown>>)[part];
    if (depth === path.length - 1 || typeof value !== 'object' || value === null)
      return source.lineOf(container, part);
    container = value;
  }
  return source.lineOf(container);
}

/** What of a file's name is an id. */
function namedIds(file: string): { routeTable: string; prefixList: string } {
  const last = (pattern: RegExp): string => file.match(pattern)?.at(-1) ?? '';
  return { routeTable: last(/tgw-rtb-[0-9a-z]+/g), prefixList: last(/\bpl-[0-9a-z]+/g) };
}

/** The last page of an answer has no token for a next one. */
const hasMore = (document: unknown): boolean =>
  typeof document === 'object' && document !== null && 'NextToken' in document && Boolean(document.NextToken);

/** `{"Vpcs": []}` says that there are none. */
const isEmptyAnswer = (documents: readonly unknown[]): boolean =>
  documents.length > 0 &&
  documents.every(
    (each) =>
      typeof each === 'object' && each !== null && Object.values(each).some((value) => Array.isArray(value)),
  );
