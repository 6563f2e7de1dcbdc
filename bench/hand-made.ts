import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import Docker from 'dockerode';
import { removeContainers } from '../lab/engine/containers.ts';
import { StartedNode } from '../lab/engine/node.ts';
import type { Runtime } from '../lab/engine/runtime.ts';
import type { TarFile } from '../lab/engine/tar.ts';
import { imageName } from '../lab/plan/images.ts';
import { LAB_LABEL } from '../lab/plan/labels.ts';
import { filesOf } from '../lab/plan/files.ts';
import { ikeFolder, viciSocket } from '../lab/plan/services/charon-paths.ts';
import { planLab } from '../lab/plan/plan.ts';
import { charonsOf } from '../lab/plan/services/find-charon.ts';
import type { DataplaneName, NodePlan } from '../lab/plan/types.ts';
import type { Lab } from '../lab/topology/types.ts';

const SCRIPT = '/bare-namespaces.sh';
const START_TIMEOUT_MS = 120_000;

/** The path of the lab made by hand, in bare namespaces of one container (bare-namespaces.sh); it runs until disposed of. */
export class HandMade implements AsyncDisposable {
  readonly #runtime: Runtime;
  readonly #container: StartedNode;

  private constructor(runtime: Runtime, container: StartedNode) {
    this.#runtime = runtime;
    this.#container = container;
  }

  /**
   * Makes it with the strongSwan configuration that the lab has for its first tunnel on the data plane.
   * @throws {Error} with what the script said, if it fails.
   */
  static async start(runtime: Runtime, lab: Lab, plane: DataplaneName): Promise<HandMade> {
    const { id } = await new Docker().createContainer({
      Image: imageName('vpn'),
      Entrypoint: ['sleep', 'infinity'],
      Labels: { [LAB_LABEL]: lab.name },
      HostConfig: {
        NetworkMode: 'none',
        // SYS_ADMIN makes the namespaces; they belong to the container and end with it.
        CapAdd: ['NET_ADMIN', 'SYS_ADMIN'],
        SecurityOpt: ['apparmor=unconfined', 'label=disable'],
        Init: true,
        ...(plane === 'userspace'
          ? {
              Devices: [
                {
                  PathOnHost: '/dev/net/tun',
                  PathInContainer: '/dev/net/tun',
                  CgroupPermissions: 'rwm',
                },
              ],
            }
          : {}),
      },
    });
    const container = runtime.container(id);
    const made = new HandMade(runtime, new StartedNode('bare', container));
    try {
      const script = await readFile(new URL('bare-namespaces.sh', import.meta.url));
      const files = [{ path: SCRIPT, content: script }, ...handMadeFiles(lab, plane)];
      await container.fill(files);
      await container.start();
      const { exitCode, stderr } = await made.#container.run(`sh ${SCRIPT} ${plane}`, {
        timeoutMs: START_TIMEOUT_MS,
      });
      if (exitCode !== 0) throw new Error(`${SCRIPT} failed with ${exitCode}:\n${stderr}`);
      return made;
    } catch (error) {
      await made[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Runs a command in the namespace of the on-premises host. */
  runAtServer(command: string, timeoutMs: number): ReturnType<StartedNode['run']> {
    return this.#container.run(`nsenter --net=/run/bare/server ${command}`, { timeoutMs });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#container.close();
    await removeContainers(this.#runtime, [this.#container.container.id]);
  }
}

/** The lab's own strongSwan files for its first tunnel, where bare-namespaces.sh looks for them, with a key of their own. */
export function handMadeFiles(lab: Lab, plane: DataplaneName): TarFile[] {
  const { nodes } = planLab(withFirstConnectionOnly(lab), plane);
  const key = randomBytes(24).toString('hex');
  const router = nodes.find(({ role }) => role === 'onprem-router');
  const endpoint = nodes.find(({ role }) => role === 'tunnel-endpoint');
  if (router === undefined || endpoint === undefined) throw new Error('the lab has no tunnel');
  return [...daemonFiles('router', router, key), ...daemonFiles('endpoint', endpoint, key)];
}

function withFirstConnectionOnly(lab: Lab): Lab {
  return {
    ...lab,
    customerGateways: lab.customerGateways.map((gateway) => {
      const connections = gateway.router.connections.slice(0, 1);
      const routes = gateway.router.routes.filter(({ connection }) => connection === connections[0]?.name);
      return { ...gateway, router: { ...gateway.router, connections, routes } };
    }),
  };
}

function daemonFiles(name: string, node: NodePlan, key: string): TarFile[] {
  const [daemon] = charonsOf(node);
  if (daemon === undefined) throw new Error(`${node.name} has no IKE daemon`);
  const content = (path: string): string =>
    filesOf(node).find((file) => file.path === `${ikeFolder(daemon.name)}/${path}`)?.content ?? '';
  const secrets = daemon.connections.map((connection) => content(`secrets/${connection.name}`)).join('');
  return [
    {
      path: `/etc/bare/${name}/strongswan.conf`,
      content: content('strongswan.conf').replaceAll(viciSocket(daemon.name), `/run/bare/${name}.vici`),
    },
    {
      path: `/etc/bare/${name}/swanctl.conf`,
      content: content('swanctl.conf') + secrets.replaceAll('@PSK@', `0x${key}`),
      mode: 0o600,
    },
  ];
}
