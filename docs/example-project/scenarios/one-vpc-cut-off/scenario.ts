import { established, isolated, reaches, scenario } from 's2s-lab';

const SERVER = 'onprem-server';
const A = 'vpc-a-host';
const B = 'vpc-b-host';

export default scenario({
  title: 'VPC A loses its route to our site',
  proves: 'when VPC A loses its route to our site, VPC A is cut off and VPC B is not',
  rule: 'Each subnet route table needs a route of its own to the Transit Gateway.',
  source: 'AWS Transit Gateway guide, VPC attachments',
  control: 'without-faults',
  async run(run) {
    await run.check(established());
    await run.check(reaches(A, SERVER));
    const fault = await run.inject('delete-vpc-route', {
      routeTable: 'vpc-a-private',
      destinationCidrBlock: '10.30.0.0/16',
    });
    await run.check(isolated(A, SERVER, 'vpc-a'));
    await run.check(reaches(B, SERVER));
    await fault.undo();
    await run.check(reaches(A, SERVER));
  },
});
