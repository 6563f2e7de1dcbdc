import { exercise, fault, isolated, reaches } from 's2s-lab';

export default exercise({
  title: 'In 60 characters at most, without giving the answer away',
  goal: 'One sentence: what is so in the end.',
  minutes: 15,
  task: () => ({
    // What the student's lab begins with; nobody is told. `lab: { … }` is laid over lab.yaml.
    start: { faults: [fault('disable-ip-forward', { router: 'onprem-router' })] },
    items: [
      {
        name: 'The server reaches the host in VPC A',
        points: 60,
        check: reaches('onprem-server', 'vpc-a-host', { budgetMs: 2000 }),
        reason: 'what a student is told who has not got it',
      },
      {
        name: 'VPC A and VPC B stay apart',
        points: 20,
        check: isolated('vpc-a-host', 'vpc-b-host'),
        // It is so from the beginning, and has to stay.
        kept: true,
        reason: 'the VPCs must not reach each other',
      },
    ],
    questions: [
      {
        name: 'what-was-broken',
        points: 20,
        ask: 'What was broken, and at which node?',
        answer: { code: 'IP_FORWARDING_DISABLED', at: ['onprem-router'] },
      },
    ],
    hints: ['The most general first.', 'Nearer.'],
    solution: { commands: [{ node: 'onprem-router', run: 'sysctl -w net.ipv4.ip_forward=1' }] },
    // Ways that README.md warns of, each with the items that it fails.
    wrongWays: [
      {
        title: 'the server has the address of the host, and answers itself',
        does: { commands: [{ node: 'onprem-server', run: 'ip addr replace 10.10.141.106/32 dev lo' }] },
        fails: ['The server reaches the host in VPC A'],
      },
    ],
  }),
});
