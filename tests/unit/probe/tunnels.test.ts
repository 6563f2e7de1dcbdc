import { duplexPair } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { StartedLab } from '../../../lab/engine/started-lab.ts';
import { BudgetError, ViciError } from '../../../lab/errors.ts';
import { ViciClient } from '../../../lab/ike/vici.ts';
import { encodePacket, PACKET, packetDecoder } from '../../../lab/ike/vici-codec.ts';
import { planLab } from '../../../lab/plan/plan.ts';
import { awaitBothEnds } from '../../../lab/probe/tunnels.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

/** What a daemon does when it is asked for its SAs. */
type Daemon = 'has its CHILD_SA' | 'has none' | 'ends';

/** A client of a daemon that has a connection of that name. */
function clientOf(daemon: Daemon, connection: string): ViciClient {
  const [mine, theirs] = duplexPair();
  const decode = packetDecoder();
  const child = { name: connection, uniqueid: '1', state: 'INSTALLED' };
  const sa = { uniqueid: '1', version: '1', state: 'ESTABLISHED', 'child-sas': { 'a-1': child } };
  theirs.on('error', () => {});
  theirs.on('data', (chunk: Buffer) => {
    for (const { type, name } of decode(chunk)) {
      if (type !== PACKET.cmdRequest) theirs.write(encodePacket(PACKET.eventConfirm));
      else if (daemon === 'ends') theirs.end();
      else if (name === 'list-sas') {
        if (daemon === 'has its CHILD_SA')
          theirs.write(encodePacket(PACKET.event, 'list-sa', { [connection]: sa }));
        theirs.write(encodePacket(PACKET.cmdResponse));
      }
    }
  });
  return new ViciClient(mine);
}

/** The reference lab, whose router has these daemons one after the other; the last of them stays. */
function labWith(...daemons: readonly Daemon[]): {
  readonly running: StartedLab;
  /** Connections to the router's daemons. */
  readonly taken: readonly ViciClient[];
} {
  const taken: ViciClient[] = [];
  const vici = (node: string): ViciClient => {
    if (node !== 'onprem-router') return clientOf('has its CHILD_SA', node);
    taken.push(clientOf(daemons[Math.min(taken.length, daemons.length - 1)]!, 'Tunnel1'));
    return taken.at(-1)!;
  };
  const node = (name: string) => ({
    vici: () => Promise.resolve(vici(name)),
    run: () => Promise.resolve({ exitCode: 0, stdout: '', stderr: '' }),
  });
  const running = { definition: referenceLab, plan: planLab(referenceLab, 'kernel'), node };
  return { running: running as unknown as StartedLab, taken };
}

describe('awaitBothEnds', () => {
  it('asks the successor of a daemon that ends meanwhile, as one does whose owner restarts it', async () => {
    const { running, taken } = labWith('ends', 'ends', 'has its CHILD_SA');
    const [state] = await awaitBothEnds(running, ['tunnel-1'], 5000);
    expect(state).toMatchObject({ tunnel: 'tunnel-1', router: 'onprem-router', connection: 'Tunnel1' });
    expect(taken).toHaveLength(3);
  });

  it('says after its budget what was seen last, also of daemons that only end', async () => {
    for (const daemon of ['has none', 'ends'] as const) {
      const failed = awaitBothEnds(labWith(daemon).running, ['tunnel-1'], 250);
      await expect(failed).rejects.toThrow(BudgetError);
      await expect(failed).rejects.toThrow(/Tunnel1: no IKE_SA, no CHILD_SA/);
    }
  });

  it('takes no other connection where its own was closed, as a lab that is let go does', async () => {
    const { running, taken } = labWith('has none');
    const failed = awaitBothEnds(running, ['tunnel-1'], 5000);
    setTimeout(() => void taken[0]?.[Symbol.asyncDispose](), 20);
    await expect(failed).rejects.toThrow(ViciError);
    expect(taken).toHaveLength(1);
  });
});
