import { UsageError } from '../errors.ts';
import type { Router } from '../topology/types.ts';
import type { Deed } from './fault.ts';

/**
 * Refuses a fault that is a change of what the lab configures, where the router has files of its owner's own.
 * @param hint what to do in place of the fault.
 * @throws {UsageError} if the router is its owner's own.
 */
export function requireLabConfigured({ name, own }: Router, hint: string): void {
  if (own === null) return;
  const what = "runs its owner's own files, which the lab does not change";
  throw new UsageError({ key: 'router', value: name, what, hint });
}

/** Sets sysctls of an owner's own router, and keeps what it had: which values those are, only the router knows. */
export function setOwnSysctls(
  node: string,
  fault: string,
  values: Readonly<Record<string, string>>,
): { readonly apply: Deed; readonly undo: Deed } {
  const kept = keptIn(`${fault}.sysctls`);
  const names = Object.keys(values).join(' ');
  const settings = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  return {
    apply: { node, run: `${KEEP} && sysctl -e ${names} >${kept} && sysctl -qew ${settings.join(' ')}` },
    undo: { node, run: `if [ -f ${kept} ]; then sysctl -qe -p ${kept}; rm ${kept}; fi` },
  };
}

/** Deletes the routes to a block from the main table of an owner's own router, and keeps them. */
export function deleteOwnRoutes(
  node: string,
  destinationCidrBlock: string,
): { readonly apply: Deed; readonly undo: Deed } {
  const kept = keptIn(`routes-${destinationCidrBlock.replace('/', '_')}`);
  const routes = `ip -4 -o route show ${destinationCidrBlock} | tr '\\\\' ' ' | sed 's/ \\(linkdown\\|dead\\)//g'`;
  return {
    apply: {
      node,
      run: `${KEEP} && ${routes} >${kept} && while ip route del ${destinationCidrBlock} 2>/dev/null; do :; done`,
    },
    undo: {
      node,
      run: `if [ -f ${kept} ]; then while read -r route; do ip route append $route 2>/dev/null; done <${kept}; rm ${kept}; fi`,
    },
  };
}

const FOLDER = '/run/s2s/faults';
const KEEP = `mkdir -p ${FOLDER}`;
const keptIn = (name: string): string => `${FOLDER}/${name}`;
