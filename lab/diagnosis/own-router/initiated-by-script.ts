import type { OwnScript } from '../../topology/types.ts';

const INITIATES = [
  /\bipsec\s+(?:auto\s+(?:--asynchronous\s+)?--)?up\s+(\S+)/g,
  /\bswanctl\b[^\n;&|]*?(?:--child|-c|--ike|-i)[\s=]+(\S+)/g,
];

/** Whether a router's script brings a connection up by a command, e.g. `ipsec up Tunnel1`, whatever its `auto` is. */
export function isInitiatedBy(script: OwnScript | null, connection: string): boolean {
  const lines = (script?.text ?? '').split('\n').filter((line) => !/^\s*#/.test(line));
  return lines.some((line) =>
    INITIATES.some((command) => [...line.matchAll(command)].some(([, name]) => name === connection)),
  );
}
