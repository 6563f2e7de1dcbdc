import { describe, expect, it } from 'vitest';
import { initiatingEnd, initiations, isInitiated, staysDown, whyDown } from '../../../lab/aws/initiation.ts';
import { predict } from '../../../lab/aws/reachability.ts';
import { changedLab, referenceLab } from '../fixtures/reference-lab.ts';

type Change = Parameters<typeof changedLab>[0];
type Draft = Parameters<Change>[0];

const connections = (lab: Draft) => lab.customerGateways[0]!.router.connections;
const auto =
  (first: 'start' | 'route' | 'add', second: 'start' | 'route' | 'add' = 'start'): Change =>
  (lab) => {
    connections(lab)[0]!.auto = first;
    connections(lab)[1]!.auto = second;
  };

describe('initiations', () => {
  it('are the router’s where it starts its connections', () => {
    expect(initiations(referenceLab)).toEqual([
      { tunnel: 'tunnel-1', router: 'onprem-router', connection: 'Tunnel1', by: 'router' },
      { tunnel: 'tunnel-2', router: 'onprem-router', connection: 'Tunnel2', by: 'router' },
    ]);
    expect(initiations(referenceLab).every(isInitiated)).toBe(true);
  });

  it.each<[string, Change, string, boolean]>([
    ['auto=add at the router, and AWS only answers', auto('start', 'add'), 'nobody', false],
    ['auto=route at the router', auto('start', 'route'), 'traffic', false],
    ['no connection at the router', (lab) => connections(lab).pop(), 'nobody', false],
    [
      'auto=add at the router, and AWS calls',
      (lab) => {
        auto('start', 'add')(lab);
        lab.vpnConnections[0]!.tunnels[1].options.startupAction = 'start';
      },
      'aws',
      true,
    ],
    [
      'no connection at the router, and AWS calls in vain',
      (lab) => {
        connections(lab).pop();
        lab.vpnConnections[0]!.tunnels[1].options.startupAction = 'start';
      },
      'nobody',
      false,
    ],
  ])('with %s', (_, change, by, initiated) => {
    const lab = changedLab(change);
    const [first, second] = initiations(lab);
    expect(first?.by).toBe('router');
    expect(second?.by).toBe(by);
    expect(isInitiated(second!)).toBe(initiated);
    expect(staysDown(lab, 'tunnel-2')).toBe(by === 'nobody');
  });

  it.each<readonly [string, Change, { node: string; connection: string } | null]>([
    ['the router where it starts it', auto('start'), { node: 'onprem-router', connection: 'Tunnel2' }],
    [
      'the router where traffic does',
      auto('start', 'route'),
      { node: 'onprem-router', connection: 'Tunnel2' },
    ],
    [
      'AWS where only it calls',
      (lab) => {
        auto('start', 'add')(lab);
        lab.vpnConnections[0]!.tunnels[1].options.startupAction = 'start';
      },
      { node: 'tunnel-2', connection: 'tunnel-2' },
    ],
    ['neither where the router has no connection', (lab) => connections(lab).pop(), null],
  ])('begin at %s', (_, change, end) => {
    expect(initiatingEnd(initiations(changedLab(change))[1]!)).toEqual(end);
  });

  it('say why a tunnel is down', () => {
    const why = (change: Change): string => whyDown(initiations(changedLab(change))[1]!);
    expect(why((lab) => connections(lab).pop())).toBe('onprem-router has no connection for tunnel-2');
    expect(why(auto('start', 'add'))).toMatch(/^nobody initiates it: Tunnel2 of onprem-router has auto=add/);
    expect(why(auto('start', 'route'))).toMatch(/auto=route: it comes up with the first packet/);
  });
});

describe('predict, where a tunnel stays down as configured', () => {
  const [A, server] = ['vpc-a-host', 'onprem-server'];
  const routing = (lab: Draft): void => void (lab.customerGateways[0]!.router.routing = 'childSa');

  it('sends by the other tunnel from AWS', () => {
    const lab = changedLab((draft) => {
      auto('add')(draft);
      routing(draft);
    });
    const path = [A, 'vpc-a', 'tgw', 'tunnel-2', 'onprem-router', server];
    expect(predict(lab, A, server)).toEqual({ reachable: true, path });
    expect(predict(lab, server, A)).toEqual({ reachable: true, path: path.toReversed() });
  });

  it('stays on a static route into it', () => {
    expect(predict(changedLab(auto('add')), server, A)).toMatchObject({
      reachable: false,
      reason: 'TUNNEL_DOWN_NO_SA',
      text: 'onprem-router routes into Tunnel1, which nobody initiates',
      droppedAt: 'onprem-router',
    });
  });

  it('ends at the transit gateway where no tunnel comes up', () => {
    expect(predict(changedLab(auto('add', 'add')), A, server)).toMatchObject({
      reachable: false,
      reason: 'TGW_BAD_STATE_VPN',
      droppedAt: 'tgw',
    });
  });

  it('takes one that comes with traffic to be up', () => {
    expect(predict(changedLab(auto('route', 'route')), A, server).reachable).toBe(true);
  });
});
