import { established, exercise, fault, isolated, reaches } from 's2s-lab';

const SERVER = 'onprem-server';
const ROUTER = 'onprem-router';

export default exercise({
  title: 'No answer from AWS',
  goal: 'The server on premises reaches the hosts in both VPCs again, and you can say what was broken, and where.',
  minutes: 15,
  task: () => ({
    start: { faults: [fault('disable-ip-forward', { router: ROUTER })] },
    items: [
      {
        name: 'The server reaches the host in VPC A',
        points: 30,
        check: reaches(SERVER, 'vpc-a-host', { budgetMs: 1000 }),
        reason: 'echo requests of the server are not answered by the host in VPC A',
      },
      {
        name: 'The server reaches the host in VPC B',
        points: 30,
        check: reaches(SERVER, 'vpc-b-host', { budgetMs: 1000 }),
        reason: 'echo requests of the server are not answered by the host in VPC B',
      },
      {
        name: 'Both tunnels are up',
        points: 10,
        check: established('tunnel-1', 'tunnel-2'),
        kept: true,
        reason: 'one of the tunnels has no SAs: it was up when you began',
      },
      {
        name: 'VPC A and VPC B stay apart',
        points: 10,
        check: isolated('vpc-a-host', 'vpc-b-host'),
        kept: true,
        reason: 'the VPCs must not reach each other, however the site reaches them',
      },
    ],
    questions: [
      {
        name: 'what-was-broken',
        points: 20,
        ask: 'What was broken, and at which node?',
        answer: { code: 'IP_FORWARDING_DISABLED', at: [ROUTER] },
      },
    ],
    hints: [
      'Look where the packets stop: s2s ping from the server, then from the router itself.',
      'The router itself reaches AWS. What does a router have to do that a host does not?',
      'sysctl net.ipv4.ip_forward',
    ],
    solution: { commands: [{ node: ROUTER, run: 'sysctl -w net.ipv4.ip_forward=1' }] },
    wrongWays: [
      {
        title: 'the address of the host is put on the server itself, which then answers itself',
        does: { commands: [{ node: SERVER, run: 'ip addr add 10.10.141.106/32 dev lo' }] },
        fails: ['The server reaches the host in VPC A'],
      },
      {
        title: 'the wrong place is named',
        does: { answers: { 'what-was-broken': { code: 'IP_FORWARDING_DISABLED', at: [SERVER] } } },
        fails: ['what-was-broken'],
      },
    ],
  }),
});
