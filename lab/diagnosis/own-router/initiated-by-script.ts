import type { OwnScript } from '../../topology/types.ts';

const IPSEC_UP = /\bipsec\s+(?:auto\s+(?:--asynchronous\s+)?--)?up\s+(\S+)/g;
const SWANCTL_INITIATE = /\bswanctl\s+(?:--initiate|-i)\b([^\n;&|]*)/g;
/** What of swanctl's options names what is initiated (swanctl(8), --initiate). */
const CHILD_OR_IKE = /(?:--child|-c|--ike|-i)[\s=]+(\S+)/g;

/** Whether a router's script brings a connection up by a command, e.g. `ipsec up Tunnel1`, whatever its `auto` is. */
export function isInitiatedBy(script: OwnScript | null, connection: string): boolean {
  const lines = (script?.text ?? '').split('\n').filter((line) => !/^\s*#/.test(line));
  return lines.some((line) => {
    const options = matches(line, SWANCTL_INITIATE);
    const named = [...matches(line, IPSEC_UP), ...options.flatMap((each) => matches(each, CHILD_OR_IKE))];
    return named.includes(connection);
  });
}

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);
