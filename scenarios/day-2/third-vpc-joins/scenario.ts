import { asPredicted, established, isolated, judgement, reaches, scenario, tunnelStates } from 's2s-lab';
import type { StartedLab } from 's2s-lab';
import { SERVER, VPC_A, VPC_A_HOST, VPC_B_HOST } from '../../cast.ts';

const C = 'vpc-c-host';

/** The SAs of both tunnels, by the numbers that strongSwan gives them. */
const sasOf = async (lab: StartedLab): Promise<string> =>
  (await tunnelStates(lab))
    .map(
      ({ tunnel, ikeSa, childSa }) => `${tunnel}: IKE_SA ${ikeSa?.uniqueId}, CHILD_SA ${childSa?.uniqueId}`,
    )
    .join('; ');

export default scenario({
  title: 'A third VPC joins the running lab',
  proves:
    'a third VPC joins the running lab and is open to on-premises alone, while traffic between VPC A and on-premises loses nothing and both tunnels keep their SAs',
  rule: 'An attachment reaches what the one route table associated with it has routes to; attachments and routes are added to a Transit Gateway while it runs.',
  source: 'AWS Transit Gateway guide, How transit gateways work',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST));
    const before = await sasOf(run.lab);
    await run.outage('VPC A meanwhile', { from: SERVER, to: VPC_A_HOST, maxLost: 0 }, () =>
      run.converge('VPC C joins', 'with-vpc-c.yaml'),
    );
    await run.check({
      title: 'both tunnels have the SAs they had',
      observe: async (lab) => {
        const after = await sasOf(lab);
        return judgement(after === before, after);
      },
    });
    await run.check(reaches(SERVER, C));
    await run.check(reaches(C, SERVER));
    await run.check(isolated(C, VPC_A_HOST, 'vpc-c'));
    await run.check(isolated(C, VPC_B_HOST, 'vpc-c'));
    await run.check(isolated(VPC_A_HOST, C, VPC_A));
    await run.check(asPredicted());
  },
});
