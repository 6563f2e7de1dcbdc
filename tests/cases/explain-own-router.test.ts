import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { removeContainers } from '../../lab/engine/containers.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { AT_ANY_ROUTER, byHand, handTitle, isCured, ROUTER } from '../integration/explained.ts';
import type { ByHand } from '../integration/explained.ts';
import { startLab } from '../integration/labs.ts';

/** At a router of its owner's own, as the walk-through has it but for the names of its VTIs. */
const OWN_ROWS: readonly ByHand[] = [
  ...AT_ANY_ROUTER,
  byHand(
    [ROUTER, 'ip tunnel change vti1 mode vti local 10.30.12.85 remote 43.200.198.51 key 7'],
    'TUNNEL_INTERFACE_MISMATCH',
    ROUTER,
  ),
  byHand([ROUTER, 'ip link del vti1 && ip link del vti2'], 'TUNNEL_INTERFACE_DOWN', ROUTER),
  byHand([ROUTER, 'sysctl -w net.ipv4.ip_forward=0'], 'IP_FORWARDING_DISABLED', ROUTER),
  byHand(
    [
      ROUTER,
      "sed -i /leftid=/d /etc/ipsec.conf && sed -i 's/^3.36.6.148/%any/' /etc/ipsec.secrets && ipsec restart",
    ],
    'TUNNEL_DOWN_ID_MISMATCH',
    'tunnel-1',
  ),
];

describe("at a router of its owner's own", () => {
  let lab: StartedLab;
  beforeAll(async () => {
    const folder = fileURLToPath(new URL('../fixtures/routers/vti-names', import.meta.url));
    const reference = fileURLToPath(new URL('../../scenarios/reference/lab.yaml', import.meta.url));
    lab = await startLab({
      ...loadLab(reference, { routers: [{ customerGateway: null, folder }] }),
      name: 'it-explain-own',
    });
  });
  afterAll(async () => {
    // Its owner has changed its files, and `up` does not look at these: the lab is handed on with a new one.
    await removeContainers(lab.runtime, [lab.node(ROUTER).container.id]);
    await lab[Symbol.asyncDispose]();
  });

  it.each(OWN_ROWS.map((each) => [handTitle(each), each] as const))('%s', (_, each) => isCured(lab, each));
});
