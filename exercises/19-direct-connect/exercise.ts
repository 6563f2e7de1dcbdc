import { established, exercise, prints } from 's2s-lab';
import { all, carriedBy, survives } from '../checks.ts';
import { ROUTER, SERVER, VPC_A_HOST, VPC_B_HOST } from '../../scenarios/cast.ts';

const LINK = 'dx-1';
const prefixes = (...allowedPrefixes: readonly string[]) => ({
  transitGateway: { attachments: { 'att-dx': { allowedPrefixes } } },
});
const LEARNED = { transitGateway: { routeTables: { 'tgw-rt-a': { routes: [] } } } };
const A = 'VPC A and the site use Direct Connect in both directions';
const B = 'VPC B and the site use Direct Connect in both directions';

export default exercise({
  title: 'Direct Connect first, VPN as backup',
  goal: 'Both VPCs and the site use Direct Connect, and the VPN takes over within seconds when its link is cut.',
  theme: 'Direct Connect',
  minutes: 25,
  task: (_, renumber) => {
    const byLink = (host: string) => carriedBy(LINK, SERVER, host);
    const routerSends = (address: string, device: string) =>
      prints(ROUTER, `ip route get ${renumber(address)}`, new RegExp(`dev ${device}`));
    return {
      items: [
        {
          name: A,
          points: 30,
          check: all('Direct Connect for VPC A', byLink(VPC_A_HOST)),
          reason: 'what goes to VPC A, or comes from it, takes the VPN though Direct Connect is up',
        },
        {
          name: B,
          points: 30,
          check: all('Direct Connect for VPC B', byLink(VPC_B_HOST)),
          reason: 'what goes to VPC B, or comes from it, takes the VPN though Direct Connect is up',
        },
        {
          name: 'The VPN takes over when the link is cut',
          points: 20,
          check: all(
            'a cut link',
            byLink(VPC_A_HOST),
            byLink(VPC_B_HOST),
            survives(
              'the link is cut',
              { from: SERVER, to: VPC_A_HOST, maxGapMs: 4000 },
              {
                fault: 'direct-connect-down',
                parameters: { virtualInterface: LINK },
                before: established(),
                during: routerSends('10.10.141.106', 'Tunnel'),
              },
            ),
          ),
          reason: 'Direct Connect was not in use, or traffic did not move to the VPN within seconds',
        },
      ],
      questions: [
        {
          name: 'static-or-dx',
          points: 20,
          ask: 'A Transit Gateway route table has a static route to a VPN and a propagated one of Direct Connect, for the same block. Which wins: static or propagated?',
          answer: ['static', 'the static route', 'the static one'],
        },
      ],
      hints: [
        '`s2s status` shows the route tables of the Transit Gateway, with type and target. Which of them lead to the VPN?',
        'A static route hides what is propagated, whatever has brought it. And a Direct Connect gateway announces its allowed prefixes, and nothing besides.',
        'tgw-rt-a: routes: []; att-dx: allowedPrefixes with the blocks of both VPCs.',
      ],
      solution: { lab: [prefixes('10.10.0.0/16', '10.20.0.0/16'), LEARNED] },
      wrongWays: [
        {
          title: 'the static route stays',
          does: { lab: [prefixes('10.10.0.0/16', '10.20.0.0/16')] },
          fails: [A],
        },
        {
          title: 'the allowed prefixes stay',
          does: { lab: [LEARNED] },
          fails: [B],
        },
      ],
    };
  },
});
