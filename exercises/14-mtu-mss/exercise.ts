import { download, exercise, judgement, reaches } from 's2s-lab';
import type { Check } from 's2s-lab';
import { all } from '../checks.ts';
import { SERVER, VPC_A_HOST } from '../../scenarios/cast.ts';

const BYTES = 10_000_000;
/** Longer than it takes by far; a transfer that stalls does not end at all. */
const BUDGET_MS = 8000;
const router = (keys: object) => ({ customerGateways: { onprem: { router: keys } } });

const fetches: Check = {
  title: `${SERVER} fetches 10 MB from ${VPC_A_HOST}`,
  observe: async (running) => {
    const seen = await download(running, SERVER, VPC_A_HOST, { bytes: BYTES, budgetMs: BUDGET_MS });
    return judgement(
      seen.bytes === BYTES,
      `${seen.bytes} of ${BYTES} bytes in ${(seen.durationMs / 1000).toFixed(1)} s`,
    );
  },
};

export default exercise({
  title: 'Ping works, the web page does not load',
  goal: 'The server on premises fetches as much from VPC A as it likes.',
  theme: 'NAT, MTU and a poor Internet',
  minutes: 20,
  task: () => ({
    items: [
      {
        name: 'The server fetches 10 MB from VPC A',
        points: 60,
        check: all('pings and a transfer', reaches(SERVER, VPC_A_HOST), fetches),
        reason: 'the connection opens, and stalls with the first full segment',
      },
    ],
    questions: [
      {
        name: 'mtu',
        points: 20,
        ask: "Which MTU has a tunnel with AES-CBC, SHA1 and NAT-T by AWS's table?",
        answer: 1422,
      },
      {
        name: 'mss',
        points: 20,
        ask: 'And which TCP MSS over IPv4?',
        answer: 1382,
      },
    ],
    hints: [
      'Compare `s2s ping -s 1000 onprem-server vpc-a-host` with `s2s ping -s 1450 onprem-server vpc-a-host`.',
      'A VPN connection has no path MTU discovery: what is too large is dropped, and nobody is told. TCP has to agree on less beforehand.',
      'The router has to clamp the MSS of the SYNs that it forwards into its tunnels: TCPMSS --clamp-mss-to-pmtu, `clampMss: true` in the lab file.',
    ],
    solution: { lab: [router({ clampMss: true })] },
    wrongWays: [
      {
        title: 'the MTU of the tunnel interfaces is made smaller, and the MSS is left alone',
        does: { lab: [router({ connections: { Tunnel1: { mtu: 1300 }, Tunnel2: { mtu: 1300 } } })] },
        fails: ['The server fetches 10 MB from VPC A'],
      },
      {
        title: 'the security group is opened for everything',
        does: {
          lab: [
            {
              vpcs: {
                'vpc-a': {
                  securityGroups: {
                    'vpc-a-icmp': { ingress: [{ protocol: 'all', cidrIp: '10.30.0.0/16' }] },
                  },
                },
              },
            },
          ],
        },
        fails: ['The server fetches 10 MB from VPC A'],
      },
    ],
  }),
});
