import type { CommandResult } from '../engine/channel.ts';
import { StartedNode } from '../engine/node.ts';
import { StartedLab } from '../engine/started-lab.ts';
import { quoted } from '../topology/shell-word.ts';
import { FABRIC } from '../topology/names.ts';

/**
 * A lab as it is seen from outside its nodes: commands run in a node's network, but they are the fabric's own programs, and
 * see the fabric's own files, whatever a student has put first in the node's PATH.
 */
export function fromOutside(running: StartedLab): StartedLab {
  return new LabFromOutside(running);
}

class LabFromOutside extends StartedLab {
  readonly #seen: StartedLab;

  constructor(running: StartedLab) {
    const fabric = running.node(FABRIC);
    super(running.runtime, running.definition, running.plan, { fabric });
    this.#seen = running;
  }

  override node(name: string): StartedNode {
    const node = this.#seen.node(name);
    return name === FABRIC ? node : new NodeFromOutside(node, this.#seen.node(FABRIC));
  }
}

/** The fabric has noted down which process each node is (S2sNodes.pm in images/fabric). */
const NOTED = '/run/s2s-fabric.nodes';

/** BIRD runs at AWS's ends alone, and the fabric has no client for it: theirs is asked. */
const BIRDC = 'birdc() { nsenter --mount=/proc/$S2S_PID/ns/mnt birdc "$@"; }';

class NodeFromOutside extends StartedNode {
  readonly #fabric: StartedNode;

  constructor({ name, container }: StartedNode, fabric: StartedNode) {
    super(name, container);
    this.#fabric = fabric;
  }

  override run(command: string, options: { readonly timeoutMs?: number } = {}): Promise<CommandResult> {
    const find = `pid=$(sed -n 's/^${this.name} \\([0-9]*\\) .*/\\1/p' ${NOTED})`;
    const enter = `S2S_PID=$pid exec nsenter --net=/proc/$pid/ns/net sh -c ${quoted(`${BIRDC}\n${command}`)}`;
    const lost = `[ -d "/proc/$pid" ] || { echo "${this.name} does not run" >&2; exit 127; }`;
    return this.#fabric.run([find, lost, enter].join('\n'), options);
  }
}
