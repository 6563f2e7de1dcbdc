import type Docker from 'dockerode';
import type { ContainerPlan } from '../../plan/container.ts';
import { imageName, isOurs, takesFiles } from '../../plan/images.ts';
import type { ScratchContainer } from '../runtime.ts';

/** A planned container as the engine takes it. */
export function createOptions(plan: ContainerPlan): Docker.ContainerCreateOptions {
  const input = takesFiles(plan.image);
  return {
    name: plan.name,
    Hostname: plan.hostname,
    OpenStdin: input,
    StdinOnce: input,
    ...scratchOptions(plan),
  };
}

/** What the engine sets in a network that it makes without IPv6. */
const NO_IPV6 = { 'net.ipv6.conf.all.disable_ipv6': '1' };

/** The same of one without a name. */
export function scratchOptions(plan: ScratchContainer): Docker.ContainerCreateOptions {
  // A network namespace with lo alone it has either way. For the mode 'none' Docker 20.10 starts itself once more for each
  // container, 80 ms of CPU; what it does then, s2s-node does, so an image of somebody else's needs it.
  const ours = isOurs(plan.image);
  return {
    Image: imageName(plan.image),
    Env: Object.entries(plan.environment).map(([name, value]) => `${name}=${value}`),
    Labels: { ...plan.labels },
    NetworkDisabled: ours,
    HostConfig: {
      NetworkMode: 'none',
      ...(plan.hostPids ? { PidMode: 'host' } : {}),
      CapAdd: [...plan.capabilities],
      SecurityOpt: [...plan.securityOptions],
      Sysctls: { ...(ours ? NO_IPV6 : {}), ...plan.sysctls },
      Devices: plan.devices.map((path) => ({
        PathOnHost: path,
        PathInContainer: path,
        CgroupPermissions: 'rwm',
      })),
      CpuShares: plan.cpuShares,
      RestartPolicy: { Name: 'no' },
    },
  };
}
