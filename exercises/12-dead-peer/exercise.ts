import { established, exercise, reaches, sendsInto, sendsNothingInto } from 's2s-lab';
import { all, under } from '../checks.ts';
import { INTERNET, SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../scenarios/cast.ts';

const BOTH = [TUNNEL_1, TUNNEL_2] as const;
const router = (dpdAction: string) => ({
  customerGateways: {
    onprem: { router: { connections: { Tunnel1: { dpdAction }, Tunnel2: { dpdAction } } } },
  },
});
const AWS = {
  vpnConnections: {
    vpn: {
      tunnels: {
        'tunnel-1': { options: { dpdTimeoutAction: 'clear' } },
        'tunnel-2': { options: { dpdTimeoutAction: 'clear' } },
      },
    },
  },
};
const UNPLUGGED = {
  fault: 'lose-packets',
  parameters: { node: INTERNET, neighbour: 'onprem-igw', percent: 100 },
  before: all('both tunnels carry', established(...BOTH), sendsInto(...BOTH)),
} as const;

export default exercise({
  title: 'Nobody notices that the peer is gone',
  goal: 'A peer that is silent is given up, and both tunnels come back by themselves when the path is good again.',
  theme: 'Dead peer detection',
  minutes: 20,
  task: () => ({
    items: [
      {
        name: 'The router gives its tunnels up when the provider fails',
        points: 40,
        check: under('the provider fails', UNPLUGGED, sendsNothingInto(...BOTH)),
        reason: 'while nothing comes through from AWS, the router goes on to believe that its tunnels are up',
      },
      {
        name: 'Both tunnels come back by themselves',
        points: 40,
        check: all(
          'the provider fails, and recovers',
          under('the provider fails', UNPLUGGED, sendsNothingInto(...BOTH)),
          established(...BOTH),
          reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }),
        ),
        reason: 'once the path is good again, nobody initiates the tunnels, or they were never given up',
      },
    ],
    questions: [
      {
        name: 'aws-default',
        points: 20,
        ask: 'Which DPD timeout action does a tunnel of AWS have by default: clear, none or restart?',
        answer: 'clear',
      },
    ],
    hints: [
      'Pull the plug: `s2s fault lose-packets internet onprem-igw --percent 100`, and watch both ends: `s2s watch`.',
      "dpdAction at the router and dpdTimeoutAction at AWS's tunnels say what happens to a peer that is silent.",
      'clear gives up and leaves it at that, restart gives up and initiates again. AWS initiates with IKEv2 only: here it is the router that has to.',
    ],
    solution: { lab: [router('restart'), AWS] },
    wrongWays: [
      {
        title: 'the router clears what is dead, and nobody begins anew',
        does: { lab: [router('clear'), AWS] },
        fails: ['Both tunnels come back by themselves'],
      },
      {
        title: 'AWS alone looks after its peer',
        does: { lab: [AWS] },
        fails: ['The router gives its tunnels up when the provider fails'],
      },
    ],
  }),
});
