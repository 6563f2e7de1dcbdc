import { scenario, tunnelStates } from 's2s-lab';
import type { ScenarioRun } from 's2s-lab';

const SERVER = 'onprem-server';
const A = 'vpc-a-host';
const B = 'vpc-b-host';
const C = 'vpc-c-host';

/** The SAs of both tunnels, by the numbers that strongSwan gives them. */
const sasOf = async ({ lab }: ScenarioRun): Promise<string> =>
  (await tunnelStates(lab))
    .map(
      ({ tunnel, ikeSa, childSa }) => `${tunnel}: IKE_SA ${ikeSa?.uniqueId}, CHILD_SA ${childSa?.uniqueId}`,
    )
    .join('; ');

export default scenario({
  proves:
    'a third VPC joins the running lab and is open to on-premises alone, while traffic between VPC A and on-premises loses nothing and both tunnels keep their SAs',
  rule: 'An attachment reaches what the one route table associated with it has routes to; attachments and routes are added to a Transit Gateway while it runs.',
  source: 'AWS Transit Gateway guide, How transit gateways work',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.established();
    await run.reaches(SERVER, A);
    const before = await sasOf(run);
    await run.outage('VPC A meanwhile', { from: SERVER, to: A, maxLost: 0 }, () =>
      run.converge('VPC C joins', 'with-vpc-c.yaml'),
    );
    await run.check('both tunnels have the SAs they had', async () => {
      const after = await sasOf(run);
      return { verdict: after === before ? 'passed' : 'failed', evidence: after };
    });
    await run.reaches(SERVER, C);
    await run.reaches(C, SERVER);
    await run.isolated(C, A, 'vpc-c');
    await run.isolated(C, B, 'vpc-c');
    await run.isolated(A, C, 'vpc-a');
    await run.asPredicted();
  },
});
