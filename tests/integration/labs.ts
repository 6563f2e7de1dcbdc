import type Docker from 'dockerode';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { judge } from '../../lab/checks/check.ts';
import type { Check } from '../../lab/checks/check.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { LabError } from '../../lab/errors.ts';
import { converge } from '../../lab/lifecycle/converge.ts';
import { LAB_LABEL, NODE_LABEL } from '../../lab/plan/labels.ts';
import { canBecome, LabPool } from '../../lab/scenario/lab-pool.ts';
import { ping } from '../../lab/probe/ping.ts';
import type { PingOptions, PingResult } from '../../lab/probe/ping.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { until } from '../../lab/wait/until.ts';
import { loadLab } from '../../lab/topology/load.ts';
import type { Lab, Router } from '../../lab/topology/types.ts';

/** The reference lab under a name of its own, so that test labs never meet a user's. */
export function referenceLab(name: string): Lab {
  const file = fileURLToPath(new URL('../../scenarios/reference/lab.yaml', import.meta.url));
  return { ...loadLab(file), name };
}

/** The same lab with VTIs in its routers, which alone have their reverse paths filtered (strict-rp-filter). */
export function withVtis(lab: Lab): Lab {
  return withRouters(lab, (router) => ({ ...router, tunnelInterface: 'vti' }));
}

/** The same lab, but that a connection of its routers is IKEv2. */
export function withIkev2(lab: Lab, connection: string): Lab {
  return withRouters(lab, (router) => ({
    ...router,
    connections: router.connections.map((each) =>
      each.name === connection ? { ...each, keyExchange: 'ikev2' } : each,
    ),
  }));
}

function withRouters(lab: Lab, change: (router: Router) => Router): Lab {
  const customerGateways = lab.customerGateways.map((gateway) => ({
    ...gateway,
    router: change(gateway.router),
  }));
  return { ...lab, customerGateways };
}

/** Labs of earlier tests of this process; `up` makes them whole for the next one. */
export const pool = new LabPool(2, { mends: true });

/**
 * Brings a lab up with its tunnels established. An idle lab of this process becomes it, where it can, and keeps the name that
 * it came up with: `lab.name`. When it goes out of scope it is handed on in turn, if it can become the reference lab, as
 * most can; any other is removed, and so is each that does not come to be whole, or whose test dies.
 */
export async function startLab(lab: Lab): Promise<StartedLab> {
  return handedOn((await pool.take(lab, 'auto'))?.running ?? (await startedAnew(lab)));
}

/** The same for a test that looks at how a lab comes up: no other test has had it before. */
export async function startNewLab(lab: Lab): Promise<StartedLab> {
  return handedOn(await startedAnew(lab));
}

async function startedAnew(lab: Lab): Promise<StartedLab> {
  return (await converge(lab, { ephemeral: true, until: 'tunnels' })).running;
}

/** A lab that goes to the pool where another would be removed. */
function handedOn(running: StartedLab): StartedLab {
  running[Symbol.asyncDispose] = async () => {
    Reflect.deleteProperty(running, Symbol.asyncDispose);
    if (canBecome(running, referenceLab(running.name))) await pool.giveBack(running, '');
    else await running[Symbol.asyncDispose]();
  };
  return running;
}

/** Looks at what a check expects; where it does not pass, the test fails with what was seen. */
export async function mustPass(lab: StartedLab, check: Check): Promise<void> {
  const { verdict, evidence } = await judge(lab, check);
  expect(verdict, evidence).toBe('passed');
}

/** Runs a command in a node that has to succeed. */
export async function mustRun(lab: StartedLab, node: string, command: string): Promise<string> {
  const { exitCode, stdout, stderr } = await lab.node(node).run(command);
  if (exitCode !== 0) throw new Error(`${node}: ${command}: exit ${exitCode}: ${stderr}`);
  return stdout;
}

/** Waits until something is so; a test in which it is not within the budget fails by its name. */
export async function becomes(what: string, budgetMs: number, isSo: () => Promise<boolean>): Promise<void> {
  if (!(await until(isSo, Boolean, { within: budgetMs, everyMs: 50 })))
    throw new Error(`${what}: not within ${budgetMs} ms`);
}

/** Pings until there is an answer: one that a busy machine delays is not lost. A test in which none comes fails by its names. */
export async function answered(
  lab: StartedLab,
  from: string,
  to: string,
  options: PingOptions = {},
): Promise<PingResult> {
  const look = () => ping(lab, from, to, { timeoutMs: 300, ...options });
  const seen = await until(look, ({ received }) => received > 0, { within: BUDGETS_MS.failover });
  if (seen.received === 0) throw new Error(`${to} does not answer ${from}: ${seen.output}`);
  return seen;
}

/** The error that a promise is to end with, which is one for users. */
export async function errorOf(promise: Promise<unknown>): Promise<LabError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LabError)) throw new Error(`no LabError but ${String(error)}`);
  return error;
}

/** What the engine tells of the container of a lab's node, once an event of that name befalls it. */
export async function containerEvents(
  docker: Docker,
  lab: string,
  node: string,
  event: string,
): Promise<Readable> {
  const label = [`${LAB_LABEL}=${lab}`, `${NODE_LABEL}=${node}`];
  return (await docker.getEvents({ filters: { type: ['container'], event: [event], label } })) as Readable;
}
