import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { FAULTS } from '../../lab/faults/catalogue.ts';
import type { Lab } from '../../lab/topology/types.ts';
import { IKEV2_ROWS, NO_ROWS, ROWS } from './explained-faults.ts';
import { isExplained, title } from '../integration/explained.ts';
import { referenceLab, startLab, withVtis } from '../integration/labs.ts';

it('the tables leave out no fault', () => {
  const covered = new Set([...ROWS, ...IKEV2_ROWS].map(({ fault }) => fault));
  expect([...covered, ...NO_ROWS].sort()).toEqual(Object.keys(FAULTS).sort());
});

function ikev2WithoutDpd(lab: Lab): Lab {
  return {
    ...lab,
    customerGateways: lab.customerGateways.map((gateway) => ({
      ...gateway,
      router: {
        ...gateway.router,
        connections: gateway.router.connections.map((connection) => ({
          ...connection,
          keyExchange: 'ikev2' as const,
          dpdAction: 'none' as const,
        })),
      },
    })),
    vpnConnections: lab.vpnConnections.map((vpn) => {
      const [one, two] = vpn.tunnels.map((tunnel) => ({
        ...tunnel,
        options: { ...tunnel.options, dpdTimeoutAction: 'none' as const },
      }));
      return { ...vpn, tunnels: [one!, two!] as const };
    }),
  };
}

describe('in the reference lab', () => {
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startLab(referenceLab('it-explain-faults'));
  });
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
  });

  it.each(ROWS.map((each) => [title(each), each] as const))('%s', (_, each) => isExplained(lab, each));
});

describe('with IKEv2 and without DPD', () => {
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startLab(withVtis(ikev2WithoutDpd(referenceLab('it-explain-ikev2'))));
  });
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
  });

  it.each(IKEV2_ROWS.map((each) => [title(each), each] as const))('%s', (_, each) => isExplained(lab, each));
});
