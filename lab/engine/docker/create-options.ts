import type Docker from 'dockerode';
import type { ContainerPlan } from '../../plan/container.ts';
import { imageName } from '../../plan/images.ts';
import type { ScratchContainer } from '../runtime.ts';

/** A planned container as the engine takes it. */
export function createOptions(plan: ContainerPlan): Docker.ContainerCreateOptions {
  return { name: plan.name, Hostname: plan.hostname, ...scratchOptions(plan) };
}

/** The same of one without a name. */
export function scratchOptions(plan: ScratchContainer): Docker.ContainerCreateOptions {
  return {
    Image: imageName(plan.image),
    Env: Object.entries(plan.environment).map(([name, value]) => `${name}=${value}`),
    Labels: { ...plan.labels },
    HostConfig: {
      NetworkMode: 'none',
      ...(plan.hostPids ? { PidMode: 'host' } : {}),
      CapAdd: [...plan.capabilities],
      SecurityOpt: [...plan.securityOptions],
      Sysctls: { ...plan.sysctls },
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
