import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { established } from '../../lab/checks/established.ts';
import { reaches } from '../../lab/checks/reaches.ts';
import { explain } from '../../lab/probe/explain.ts';
import { converge } from '../../lab/lifecycle/converge.ts';
import { loadLab } from '../../lab/topology/load.ts';
import type { Lab, RouterCertificate } from '../../lab/topology/types.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { until } from '../../lab/wait/until.ts';
import { mustPass, mustRun, startLab } from './labs.ts';

const FILE = fileURLToPath(new URL('../fixtures/labs/certificates.yaml', import.meta.url));

/** The same lab, but that its router has another certificate. */
const withCertificate = (lab: Lab, certificate: RouterCertificate): Lab => ({
  ...lab,
  customerGateways: lab.customerGateways.map((gateway) => ({
    ...gateway,
    router: { ...gateway.router, certificate },
  })),
});

it('brings tunnels up by certificates of a private CA, with both IKE versions, and says why it does not', async () => {
  await using lab = await startLab({ ...loadLab(FILE), name: 'it-certificates' });
  await mustPass(lab, reaches('onprem-server', 'vpc-a-host', { via: 'tunnel-1' }));
  for (const tunnel of ['tunnel-1', 'tunnel-2'])
    expect(await mustRun(lab, tunnel, 'swanctl --list-conns')).toMatch(/remote public key authentication/);
  for (const [certificate, words] of [
    ['expired', 'the certificate of onprem-router has expired'],
    ['otherAuthority', 'tunnel-1 does not know the authority that issued the certificate of onprem-router'],
  ] as const) {
    const { running } = await converge(withCertificate(lab.definition, certificate), { until: 'nodes' });
    // What is found is that of the last negotiation; a router that was refused begins none by itself.
    const { cause } = await until(
      async () => {
        await running.node('onprem-router').run('swanctl --initiate --ike Tunnel1 --timeout 2');
        return explain(running, 'onprem-server', 'vpc-a-host');
      },
      (seen) => seen.cause?.text.includes(words) === true,
      { within: BUDGETS_MS.failover, everyMs: 200 },
    );
    expect(cause).toMatchObject({
      code: 'TUNNEL_DOWN_AUTHENTICATION_FAILED',
      text: expect.stringContaining(words) as unknown,
    });
    await running.close();
  }
  await (await converge(lab.definition, { until: 'tunnels' })).running.close();
});

it("brings tunnels up by RSA certificates that a router's owner names in files of theirs", async () => {
  const file = fileURLToPath(new URL('../fixtures/labs/own-certificates.yaml', import.meta.url));
  await using lab = await startLab({ ...loadLab(file), name: 'it-own-certificates' });
  await mustPass(lab, reaches('onprem-server', 'vpc-a-host', { via: 'tunnel-1' }));
  for (const tunnel of ['tunnel-1', 'tunnel-2']) {
    await mustPass(lab, established(tunnel));
    expect(await mustRun(lab, tunnel, 'swanctl --list-certs')).toMatch(
      /pubkey: +RSA 2048 bits, has private key/,
    );
  }
});
