import type { Findings, RouterFile } from './findings.ts';
import { readInclude } from './ipsec-conf.ts';

/** One pre-shared key of an ipsec.secrets, and whom it is for. */
export interface Secret {
  /** Identities it belongs to; none, or `%any`, stands for everybody. */
  readonly selectors: readonly string[];
  /** Null when the lab is to generate it. */
  readonly preSharedKey: string | null;
  readonly line: number;
}

/** In place of a key: the lab generates one, and gives it to both ends. */
const GENERATED = '%generated%';

const FORM = '<leftid> <right> : PSK "<key>"';

/** Reads an ipsec.secrets. What it adds to `findings` never quotes a line: it may hold a secret. */
export function parseIpsecSecrets({ file, text }: RouterFile, findings: Findings): Secret[] {
  const secrets: Secret[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) continue;
    if (/^include\s/.test(content) && !/psk/i.test(content)) {
      readInclude(content, { file, line }, findings);
      continue;
    }
    const match = /^([^:"]*):\s*PSK\s+"([^"]+)"\s*(?:#.*)?$/.exec(content);
    if (match === null) {
      const what = 'not a pre-shared key in quotes; the line is not shown, since it may hold a secret';
      findings.faults.push({
        file,
        line,
        what,
        rule: FORM,
        hint: 'the lab knows PSK only, no RSA, ECDSA or EAP',
      });
      continue;
    }
    const [, owners = '', key = ''] = match;
    const selectors = owners.split(/\s+/).filter((word) => word !== '');
    secrets.push({ selectors, preSharedKey: key === GENERATED ? null : key, line });
  }
  return secrets;
}

/**
 * The secret for a pair of identities: the one whose selectors match best (ipsec.secrets(5)). An entry
 * with several selectors must name the peer. Undefined when none fits; two that fit equally are a fault.
 */
export function secretFor(
  secrets: readonly Secret[],
  ids: { readonly left: string; readonly right: string },
  file: string,
  findings: Findings,
): Secret | undefined {
  const score = ({ selectors }: Secret): number => {
    const scoreOf = (id: string, exact: number): number =>
      selectors.includes(id) ? exact : selectors.includes('%any') ? 1 : 0;
    const right = scoreOf(ids.right, 8);
    if (selectors.length === 0) return 1;
    return selectors.length > 1 && right === 0 ? 0 : right + scoreOf(ids.left, 4);
  };
  const best = Math.max(0, ...secrets.map(score));
  const [secret, other] = best === 0 ? [] : secrets.filter((candidate) => score(candidate) === best);
  if (secret !== undefined && other !== undefined) {
    findings.faults.push({
      file,
      line: other.line,
      what: `this pre-shared key fits ${ids.left} and ${ids.right} as well as the one in line ${secret.line}`,
      hint: 'keep one',
    });
  }
  return secret;
}
