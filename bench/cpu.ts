import { readdirSync, readFileSync } from 'node:fs';
import Docker from 'dockerode';
import { labContainers } from '../lab/engine/containers.ts';
import type { Runtime } from '../lab/engine/runtime.ts';

const docker = new Docker();
const NANOSECONDS = 1e9;
const TICKS_PER_SECOND = 100;

/** Seconds of processor time that labs, this process and the engine have used; whatever else the host does is not in them. */
export async function cpuSeconds(runtime: Runtime, labs: readonly string[]): Promise<number> {
  const { user, system } = process.cpuUsage();
  return (await labsCpuSeconds(runtime, labs)) + (user + system) / 1e6 + engineCpuSeconds();
}

/** Of the containers of labs alone, since each of them was started. */
async function labsCpuSeconds(runtime: Runtime, labs: readonly string[]): Promise<number> {
  const containers = (await Promise.all(labs.map((lab) => labContainers(runtime, lab)))).flat();
  const used = await Promise.all(
    containers.map(async ({ id }) => {
      const stats = await docker.getContainer(id).stats({ stream: false, 'one-shot': true });
      return stats.cpu_stats.cpu_usage.total_usage;
    }),
  );
  return used.reduce((sum, each) => sum + each, 0) / NANOSECONDS;
}

/** Of the engine's daemon and its containerd, with the children that have ended: runc and the shims' starters. */
function engineCpuSeconds(): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => processOf(pid) ?? []);
  const daemons = processes.filter(({ name }) => name === 'dockerd');
  const { DOCKER_HOST: host } = process.env;
  const daemon = daemons.find(({ command }) => host !== undefined && command.includes(host)) ?? daemons[0];
  const own = processes.filter(
    ({ pid, parent, name }) => pid === daemon?.pid || (name === 'containerd' && parent === daemon?.pid),
  );
  return own.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND;
}

function processOf(pid: string) {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    const [, name = '', rest = ''] =
      /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const fields = rest.split(' ');
    // proc(5): utime, stime, cutime and cstime are fields 14 to 17; the first here is field 3.
    const ticks = fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0);
    return { pid, parent: fields[1], name, command, ticks };
  } catch {
    return null; // It has ended meanwhile.
  }
}
