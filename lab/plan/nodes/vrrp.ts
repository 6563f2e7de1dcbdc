import { prefixLength } from '../../topology/cidr.ts';
import { TIMERS } from '../../topology/timers.ts';
import type { CustomerGateway, Lab } from '../../topology/types.ts';
import type { KeepalivedPlan } from '../services/keepalived.ts';

/** The keepalived of a router that the lab configures; none where its site has no virtual address. */
export function routerKeepalived({ timers }: Lab, { router }: CustomerGateway): KeepalivedPlan[] {
  const instances = router.insideSubnets.flatMap(({ virtualIpAddress, cidrBlock, interface: dev }, index) =>
    virtualIpAddress === null
      ? []
      : [
          {
            interface: dev,
            virtualRouterId: index + 1,
            virtualAddress: `${virtualIpAddress}/${prefixLength(cidrBlock)}`,
          },
        ],
  );
  if (instances.length === 0) return [];
  const { name: hostname, vrrpPriority: priority } = router;
  const advertisementSeconds = TIMERS[timers].vrrpAdvertisementSeconds;
  return [{ kind: 'keepalived', hostname, priority, advertisementSeconds, instances }];
}
