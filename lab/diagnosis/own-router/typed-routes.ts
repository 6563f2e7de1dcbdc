import { contains, isCidrBlock, isIpAddress, networkOf } from '../../topology/cidr.ts';
import { allTexts } from '../../topology/router-config/all-texts.ts';
import { ipCommands, scriptCommands, wordAfter } from '../../topology/router-config/ip-commands.ts';
import type { ReadConn } from '../../topology/router-config/read-conn.ts';
import { SCRIPT_PATH } from '../../topology/router-config/router-files.ts';
import { connOfDevice } from '../../topology/router-config/script-facts.ts';
import type { OwnRouter, RouterConnection, RouterRoute } from '../../topology/types.ts';

/** A route into a tunnel that a script of a router's owner types. */
export type TypedRoute = Pick<RouterRoute, 'destinationCidrBlock' | 'connection' | 'metric'>;

/**
 * The routes into tunnels that a router's scripts type, whether or not its kernel has them: what their owner means. The
 * device of a route is that of a connection, or its command names one; a next hop is in the tunnel's inside CIDR block.
 */
export function typedRoutes(
  { files, script }: Pick<OwnRouter, 'files' | 'script'>,
  connections: readonly RouterConnection[],
  conns: readonly ReadConn[],
): TypedRoute[] {
  const texts = allTexts({
    files: files.map(({ path, content, from }) => ({ path, text: content, from })),
    script: script === null ? null : { path: SCRIPT_PATH, text: script.text, from: script.name },
  });
  const commands = ipCommands(scriptCommands(texts));
  return commands.flatMap(({ words }): TypedRoute[] => {
    const [object = '', verb = '', to = ''] = words;
    const block = isIpAddress(to) ? `${to}/32` : to;
    if (!/^r(o|oute)?$/.test(object) || !/^(a|add|replace|append)$/.test(verb) || !isCidrBlock(block))
      return [];
    const device = wordAfter(words, 'dev');
    const via = wordAfter(words, 'via');
    const name = device === undefined ? null : (connOfDevice(device, commands, conns)?.name ?? null);
    const connection = connections.find(
      (each) =>
        (device !== undefined && each.interface === device) ||
        each.name === name ||
        (via !== undefined && isIpAddress(via) && contains(networkOf(each.insideRemote), via)),
    );
    if (connection === undefined) return [];
    const metric = Number(wordAfter(words, 'metric') ?? 0);
    return [{ destinationCidrBlock: networkOf(block), connection: connection.name, metric }];
  });
}

/** Where typed routes would send what is for an address: the longest prefix, then the lowest metric; null for nowhere. */
export function meantFor(
  routes: readonly TypedRoute[],
  destination: string,
): Pick<TypedRoute, 'connection' | 'metric'> | null {
  const lengthOf = ({ destinationCidrBlock }: TypedRoute): number =>
    Number(destinationCidrBlock.split('/')[1]);
  const [best] = routes
    .filter(({ destinationCidrBlock }) => contains(destinationCidrBlock, destination))
    .sort((a, b) => lengthOf(b) - lengthOf(a) || a.metric - b.metric);
  return best === undefined ? null : { connection: best.connection, metric: best.metric };
}
