import {
  captureDuring,
  established,
  explained,
  isolated,
  judgement,
  nodesThatSaw,
  ping,
  reaches,
  scenario,
  titled,
} from 's2s-lab';
import type { Judgement, StartedLab } from 's2s-lab';
import { INTERNET, SERVER, TGW, VPC_A, VPC_A_HOST } from '../../cast.ts';

const COUNT = 5;

/** A ping in one lab: its nodes and its Internet have seen it, those of the other lab have not. */
async function staysIn(one: StartedLab, other: StartedLab): Promise<Judgement> {
  const { result, packets: elsewhere } = await captureDuring(other, INTERNET, 'udp port 4500 or esp', () =>
    captureDuring(one, INTERNET, 'udp port 4500 or esp', () =>
      ping(one, SERVER, VPC_A_HOST, { count: COUNT, intervalMs: 10 }),
    ),
  );
  const probes = result.result;
  const [seen, leaked] = await Promise.all([nodesThatSaw(one, probes), nodesThatSaw(other, probes)]);
  const [esp = 0, leakedEsp = 0] = [result.packets, elsewhere].map(
    (packets) => packets.filter((packet) => packet.includes('ESP(')).length,
  );
  const stays = [SERVER, TGW, VPC_A_HOST].every((node) => seen.includes(node)) && esp > 0;
  return judgement(
    probes.received > 0 && stays && leaked.length === 0 && leakedEsp === 0,
    `${probes.received} of ${COUNT} answered; ${one.name}: ${seen.length} nodes and ${esp} packets of ESP; ` +
      `${other.name}: ${leaked.length} nodes and ${leakedEsp} packets of ESP`,
  );
}

export default scenario({
  title: 'Two labs with equal addresses, side by side',
  proves:
    'two labs with the same addresses side by side never see a packet of each other, and what breaks in one leaves the other alone',
  rule: 'A VPC whose CIDR block overlaps with that of one attached before it is not propagated: equal blocks need Transit Gateways of their own.',
  source: 'AWS Transit Gateway guide, VPC attachments',
  control: 'without-faults',
  async run(run) {
    const second = await run.secondLab('a second lab comes up from the same file');
    await run.check(established());
    await run.check(titled('its tunnels are ESTABLISHED too', established()), second);
    const fault = await run.inject('cut-link', { node: TGW, neighbour: VPC_A });
    await run.check(isolated(SERVER, VPC_A_HOST, TGW));
    await run.check(explained(SERVER, VPC_A_HOST, 'LINK_DOWN'));
    await run.check(titled('the second lab has no fault', reaches(SERVER, VPC_A_HOST)), second);
    await fault.undo();
    await run.check(reaches(SERVER, VPC_A_HOST));
    await run.check({ title: 'a ping in the first lab stays there', observe: (lab) => staysIn(lab, second) });
    await run.check({
      title: 'a ping in the second lab stays there',
      observe: (lab) => staysIn(second, lab),
    });
  },
});
