import { captureDuring, ping, scenario, tunnelStates } from 's2s-lab';
import type { RunFault, ScenarioRun } from 's2s-lab';

const SERVER = 'onprem-server';
const A = 'vpc-a-host';
const FROM_ROUTER = 'udp and src host 3.36.6.148';

const ikeSasOf = async ({ lab }: ScenarioRun): Promise<string> =>
  (await tunnelStates(lab)).map(({ ikeSa }) => `${ikeSa?.name}[${ikeSa?.uniqueId}]`).join(', ');

export default scenario({
  proves:
    "when the NAT in front of the router forgets its mappings and gives the flows other ports, the endpoints follow the router there: the tunnels' IKE_SAs live on and traffic returns by itself",
  rule: 'A customer gateway device may be behind a NAT that changes ports; NAT traversal puts ESP into UDP 4500.',
  source: 'AWS Site-to-Site VPN user guide, Customer gateway options',
  control: 'without-faults',
  async run(run) {
    await run.established();
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
    const before = await ikeSasOf(run);
    let fault: RunFault = { undo: async () => {} };
    const limits = { from: SERVER, to: A, maxGapMs: run.detectionMs, movesTo: 'tunnel-1' };
    await run.outage('the NAT forgets its mappings', limits, async () => {
      fault = await run.inject('expire-nat', { customerGateway: 'onprem' });
    });
    await run.check('the router is heard from other ports than 4500', async () => {
      const { packets } = await captureDuring(run.lab, 'internet', FROM_ROUTER, () =>
        ping(run.lab, SERVER, A, { count: 3, intervalMs: 10 }),
      );
      const ports = new Set(packets.map((packet) => /3\.36\.6\.148\.(\d+) >/.exec(packet)?.[1]));
      return {
        verdict: ports.size > 0 && !ports.has('4500') ? 'passed' : 'failed',
        evidence: [...ports].join(', '),
      };
    });
    await run.check('no IKE_SA was negotiated anew', async () => {
      const after = await ikeSasOf(run);
      return {
        verdict: after === before ? 'passed' : 'failed',
        evidence: `${before} before, ${after} after`,
      };
    });
    await run.outage('a NAT without port changes again', limits, () => fault.undo());
    await run.established();
  },
});
