import { POLICY_DROP, withoutCounts } from '../../diagnosis/kernel/ruleset.ts';
import type { Rule } from '../../diagnosis/kernel/ruleset.ts';
import type { Passage } from '../../diagnosis/trace.ts';

const LINE = /^trace id (\w+) (\w+) (\S+) (\S+) (.*?) *$/;
const RULE = /^rule (.*) \(verdict (\w+)(?: .*)?\)$/;

const PACKET = 'packet: ';

/** The chains of ours (s2s-trace in images/fabric) in which a packet begins its way through a node. */
const BEGINS: readonly string[] = ['came', 'arrived', 'sent'];

/** Those in which it ends. */
const ENDS: readonly string[] = ['left', 'delivered'];

interface Draft {
  /** Which of {@link BEGINS} it came by. */
  readonly begun: string[];
  /** Family of nft that `packet` and `in` are from. */
  family: string;
  packet: string;
  leaving: string | null;
  in: string | null;
  out: string | null;
  fate: Passage['fate'];
  drop: Rule | null;
  readonly accepts: Rule[];
}

/**
 * Reads the output of `nft monitor`.
 * @param own name of our tables.
 */
export function parseTrace(text: string, own: string): Passage[] {
  const drafts: Draft[] = [];
  // Ids are used again, so a packet that begins anew is another one.
  const current = new Map<string, Draft>();
  for (const line of text.split('\n')) {
    const [, id = '', family = '', table = '', chain = '', what = ''] = LINE.exec(line) ?? [];
    if (id === '') continue;
    const begins = table === own && BEGINS.includes(chain) && what.startsWith(PACKET);
    let draft = current.get(id);
    if (draft === undefined || (begins && beginsAnew(draft, chain))) {
      draft = {
        begun: [],
        family: '',
        packet: '',
        leaving: null,
        in: null,
        out: null,
        fate: 'stopped',
        drop: null,
        accepts: [],
      };
      current.set(id, draft);
      drafts.push(draft);
    }
    if (begins) draft.begun.push(chain);
    if (what.startsWith(PACKET)) readPacket(draft, family, what);
    if (table === own && what.startsWith(PACKET) && ENDS.includes(chain)) draft.leaving ??= headersOf(what);
    if (table !== own) readVerdict(draft, { family, table, chain, text: what });
    else if (chain === 'left' || chain === 'delivered') draft.fate = chain;
  }
  // What an interface handed over and IP never saw was for a bridge.
  return drafts
    .filter(({ family, fate }) => isIp(family) || fate === 'dropped')
    .map(({ begun: _begun, family: _family, leaving, ...passage }) => ({
      ...passage,
      leaving: leaving ?? passage.packet,
    }));
}

/** A packet arrives once, after its interface has handed it over. */
const beginsAnew = ({ begun }: Draft, chain: string): boolean =>
  begun.length > 0 && !(chain === 'arrived' && begun.at(-1) === 'came');

function readPacket(draft: Draft, family: string, text: string): void {
  // On the kernel data plane a packet that has left by its tunnel interface is seen again on its way into ESP.
  if (draft.fate !== 'left') draft.out = /\boif "([^"]+)"/.exec(text)?.[1] ?? draft.out;
  // An interface that is a port of a bridge hands the packet on: routing knows it by the bridge.
  if (isIp(draft.family) || draft.family === family) return;
  draft.family = family;
  draft.packet = headersOf(text);
  draft.in = /\biif "([^"]+)"/.exec(text)?.[1] ?? null;
}

const isIp = (family: string): boolean => family === 'ip' || family === 'ip6';

const headersOf = (text: string): string => text.slice(Math.max(0, text.search(/\bip6? saddr/)));

function readVerdict(draft: Draft, { text: counted, ...place }: Rule): void {
  const text = withoutCounts(counted);
  const [, rule = text, verdict = text === POLICY_DROP ? 'drop' : ''] = RULE.exec(text) ?? [];
  if (verdict === 'drop') {
    draft.drop = { ...place, text: rule };
    draft.fate = 'dropped';
  } else if (verdict === 'accept') {
    draft.accepts.push({ ...place, text: rule });
  }
}
