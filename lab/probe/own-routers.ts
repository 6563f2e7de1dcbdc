import { labAsSeen } from '../diagnosis/own-router/lab-as-seen.ts';
import { routeQuestions } from '../diagnosis/own-router/routes.ts';
import { questionKey } from '../diagnosis/own-router/seen-router.ts';
import type { RouteSaid, SeenRouter } from '../diagnosis/own-router/seen-router.ts';
import { tellsOfSas } from '../diagnosis/tunnel/ike-side.ts';
import { labNamed } from '../engine/started-lab.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { EngineError } from '../errors.ts';
import { readLoadedConns } from '../ike/loaded-conn.ts';
import type { LoadedConn } from '../ike/loaded-conn.ts';
import { packetDecoder } from '../ike/vici-codec.ts';
import { readConns } from '../topology/router-config/read-conns.ts';
import type { Lab, Router } from '../topology/types.ts';
import { FABRIC } from '../topology/names.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { until } from '../wait/until.ts';
import { seenSessions } from './bgp-sessions.ts';
import { byNode, readKernelState, sectionsOf } from './observe/kernel-states.ts';

type SeenRouters = ReadonlyMap<string, SeenRouter>;

/**
 * The running lab of that name, completed by what its owners' own routers have now. Whoever calls it closes it in the end.
 * @throws {LabNameError} if there is none.
 * @throws {NodeError} if its containers are there, but not the fabric, which knows what they are.
 * @throws {EngineError} if the engine cannot be reached.
 */
export async function findLab(name: string): Promise<StartedLab> {
  const running = await labNamed(name);
  try {
    await seeOwnRouters(running);
    return running;
  } catch (error) {
    await running.close();
    throw error;
  }
}

/**
 * Completes a lab by what its owners' own routers have now: it asks their kernels, daemons and files, all by one command to
 * the fabric (s2s-own-routers in images/fabric), and AWS's ends of their BGP sessions what they have learned. A router that does not run, or cannot be asked, has nothing.
 */
export async function seeOwnRouters(running: StartedLab): Promise<void> {
  if (ownRouters(running).length === 0) return;
  const [seen, sessions] = await Promise.all([ask(running), seenSessions(running)]);
  running.complete(labAsSeen(running.definition, seen, sessions));
}

/** The same, once their IKE daemons have loaded what the files have them load, or the budget for that is used up. */
export async function awaitOwnRouters(running: StartedLab): Promise<void> {
  const routers = ownRouters(running);
  if (routers.length === 0) return;
  const telling = routers.filter(tellsOfSas);
  const isLoaded = (seen: SeenRouters): boolean =>
    telling.every(({ name }) => seen.has(name) && hasLoadedAll(seen.get(name)!));
  const seen = await until(() => ask(running), isLoaded, {
    within: BUDGETS_MS.connectionsLoaded,
    everyMs: 100,
  });
  running.complete(labAsSeen(running.definition, seen));
}

/** The routers that are their owners' own. */
function ownRouters({ definition }: StartedLab): Router[] {
  return definition.customerGateways.flatMap(({ router }) => (router.own === null ? [] : [router]));
}

/** Whether every connection that its files have the daemons load is loaded. */
function hasLoadedAll({ daemons, conns }: SeenRouter): boolean {
  const loaded = Object.values(daemons).flatMap((each) => each.map(({ name }) => name));
  return conns.every(({ auto, name }) => auto === 'ignore' || loaded.includes(name));
}

async function ask(running: StartedLab): Promise<SeenRouters> {
  try {
    const names = ownRouters(running).map(({ name }) => name);
    const questions = questionsOf(running.definition).join('\n');
    const { stdout, stderr, exitCode } = await running
      .node(FABRIC)
      .run(`s2s-own-routers ${names.join(' ')} <<'END'\n${questions}\nEND`);
    if (exitCode !== 0)
      throw new EngineError({ what: 'the fabric cannot ask routers', value: stderr.trim() });
    return readRouters(stdout);
  } catch (error) {
    if (error instanceof EngineError) return new Map();
    throw error;
  }
}

/** What s2s-own-routers is to ask the kernels of a lab's own routers, a line each. */
export function questionsOf(lab: Lab): string[] {
  return lab.customerGateways
    .filter(({ router }) => router.own !== null)
    .flatMap((gateway) =>
      routeQuestions(lab, gateway).map(({ source, destination, incoming }) => {
        const from = incoming === null ? '' : ` iif ${incoming}`;
        return `${gateway.router.name} ${destination} from ${source}${from} ipproto icmp`;
      }),
    );
}

/** Reads what s2s-own-routers in images/fabric prints. */
export function readRouters(output: string): SeenRouters {
  return new Map([...byNode(output)].map(([name, said]) => [name, readRouter(said)]));
}

function readRouter(said: string): SeenRouter {
  const sections = sectionsOf(said);
  const linesOf = (name: string): string[][] => (sections.get(name) ?? []).map((line) => line.split(' '));
  const texts = linesOf('texts').map(([path = '', content = '']) => ({
    path,
    text: Buffer.from(content, 'hex').toString(),
  }));
  const daemons = linesOf('daemons').flatMap(([name = '', , answer = '-']): [string, LoadedConn[]][] =>
    answer === '-' ? [] : [[name, loadedConns(Buffer.from(answer, 'hex'))]],
  );
  return {
    kernel: readKernelState(said),
    answers: new Map((sections.get('answers') ?? []).flatMap(readAnswer)),
    daemons: Object.fromEntries(daemons),
    conns: readConns(texts).conns,
  };
}

/** E.g. `10.10.0.9 from 10.30.0.9 dev Tunnel1 …`, `local 10.30.0.1 from 10.30.0.9 dev lo …`. */
function readAnswer(line: string): [string, RouteSaid][] {
  const [, type, destination = '', source = '', dev] =
    /^(?:(local|\w+cast) )?([\d.]+) from ([\d.]+) (?:.*? )?dev (\S+)/.exec(line) ?? [];
  return dev === undefined
    ? []
    : [[questionKey({ source, destination }), { dev, isLocal: type === 'local' }]];
}

function loadedConns(answer: Buffer): LoadedConn[] {
  return packetDecoder()(answer).flatMap(({ name, message }) =>
    name === 'list-conn' ? readLoadedConns(message) : [],
  );
}
