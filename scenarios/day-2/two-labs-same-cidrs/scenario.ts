import { awaitTunnels, captureDuring, checkReach, nodesThatSaw, ping, scenario } from 's2s-lab';
import type { Judgement, StartedLab } from 's2s-lab';

const SERVER = 'onprem-server';
const A = 'vpc-a-host';
const COUNT = 5;

/** A ping in one lab: its nodes and its Internet have seen it, those of the other lab have not. */
async function staysIn(one: StartedLab, other: StartedLab): Promise<Judgement> {
  const { result, packets: elsewhere } = await captureDuring(other, 'internet', 'udp port 4500 or esp', () =>
    captureDuring(one, 'internet', 'udp port 4500 or esp', () =>
      ping(one, SERVER, A, { count: COUNT, intervalMs: 10 }),
    ),
  );
  const probes = result.result;
  const [seen, leaked] = await Promise.all([nodesThatSaw(one, probes), nodesThatSaw(other, probes)]);
  const [esp = 0, leakedEsp = 0] = [result.packets, elsewhere].map(
    (packets) => packets.filter((packet) => packet.includes('ESP(')).length,
  );
  const stays = [SERVER, 'tgw', A].every((node) => seen.includes(node)) && esp > 0;
  return {
    verdict: probes.received > 0 && stays && leaked.length === 0 && leakedEsp === 0 ? 'passed' : 'failed',
    evidence:
      `${probes.received} of ${COUNT} answered; ${one.name}: ${seen.length} nodes and ${esp} packets of ESP; ` +
      `${other.name}: ${leaked.length} nodes and ${leakedEsp} packets of ESP`,
  };
}

export default scenario({
  proves:
    'two labs with the same addresses side by side never see a packet of each other, and what breaks in one leaves the other alone',
  rule: 'A VPC whose CIDR block overlaps with that of one attached before it is not propagated: equal blocks need Transit Gateways of their own.',
  source: 'AWS Transit Gateway guide, VPC attachments',
  control: 'without-faults',
  async run(run) {
    const first = run.lab;
    const second = await run.secondLab('a second lab comes up from the same file');
    await run.established();
    await run.step('its tunnels are ESTABLISHED too', () => awaitTunnels(second));
    const fault = await run.inject('cut-link', { node: 'tgw', neighbour: 'vpc-a' });
    await run.isolated(SERVER, A, 'tgw');
    await run.explained(SERVER, A, 'LINK_DOWN');
    await run.check('the second lab has no fault', () => checkReach(second, SERVER, A));
    await fault.undo();
    await run.reaches(SERVER, A);
    await run.check('a ping in the first lab stays there', () => staysIn(first, second));
    await run.check('a ping in the second lab stays there', () => staysIn(second, first));
  },
});
