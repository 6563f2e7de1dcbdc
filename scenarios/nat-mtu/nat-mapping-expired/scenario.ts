import { captureDuring, established, judgement, ping, reaches, scenario, tunnelStates } from 's2s-lab';
import type { Check, StartedLab } from 's2s-lab';
import { INTERNET, SERVER, TUNNEL_1, VPC_A_HOST } from '../../cast.ts';

const FROM_ROUTER = 'udp and src host 3.36.6.148';

const FROM_OTHER_PORTS: Check = {
  title: 'the router is heard from other ports than 4500',
  observe: async (lab) => {
    const { packets } = await captureDuring(lab, INTERNET, FROM_ROUTER, () =>
      ping(lab, SERVER, VPC_A_HOST, { count: 3, intervalMs: 10 }),
    );
    const ports = new Set(packets.map((packet) => /3\.36\.6\.148\.(\d+) >/.exec(packet)?.[1]));
    return judgement(ports.size > 0 && !ports.has('4500'), [...ports].join(', '));
  },
};

const ikeSasOf = async (lab: StartedLab): Promise<string> =>
  (await tunnelStates(lab)).map(({ ikeSa }) => `${ikeSa?.name}[${ikeSa?.uniqueId}]`).join(', ');

export default scenario({
  title: 'The NAT forgets its mappings, the tunnels live on',
  proves:
    "when the NAT in front of the router forgets its mappings and gives the flows other ports, the endpoints follow the router there: the tunnels' IKE_SAs live on and traffic returns by itself",
  rule: 'A customer gateway device may be behind a NAT that changes ports; NAT traversal puts ESP into UDP 4500.',
  source: 'AWS Site-to-Site VPN user guide, Customer gateway options',
  control: 'without-faults',
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
    const before = await ikeSasOf(run.lab);
    const limits = { from: SERVER, to: VPC_A_HOST, maxGapMs: run.detectionMs, movesTo: TUNNEL_1 };
    const fault = await run.outage('the NAT forgets its mappings', limits, () =>
      run.inject('expire-nat', { customerGateway: 'onprem' }),
    );
    await run.check(FROM_OTHER_PORTS);
    await run.check({
      title: 'no IKE_SA was negotiated anew',
      observe: async (lab) => {
        const after = await ikeSasOf(lab);
        return judgement(after === before, `${before} before, ${after} after`);
      },
    });
    await run.outage('a NAT without port changes again', limits, () => fault.undo());
    await run.check(established());
  },
});
