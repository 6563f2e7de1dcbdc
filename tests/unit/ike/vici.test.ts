import { duplexPair } from 'node:stream';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { ViciClient } from '../../../lab/ike/vici.ts';
import { encodePacket, PACKET, packetDecoder } from '../../../lab/ike/vici-codec.ts';
import type { PacketType, ViciPacket } from '../../../lab/ike/vici-codec.ts';
import type { ViciMessage } from '../../../lab/ike/vici-message.ts';

type Answer = readonly (readonly [type: PacketType, name?: string, message?: ViciMessage])[];

/** A daemon that answers each packet with what `respond` returns, in one chunk, and keeps what it was sent. */
class FakeDaemon {
  readonly socket: Duplex;
  readonly received: string[] = [];
  underWay = 0;

  constructor(socket: Duplex, respond: (packet: ViciPacket) => Answer | Promise<Answer>) {
    this.socket = socket;
    const decode = packetDecoder();
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      for (const packet of decode(chunk)) void this.#answer(packet, respond);
    });
  }

  send(...packets: Answer): void {
    this.socket.write(Buffer.concat(packets.map((packet) => encodePacket(...packet))));
  }

  async #answer(
    packet: ViciPacket,
    respond: (packet: ViciPacket) => Answer | Promise<Answer>,
  ): Promise<void> {
    this.received.push(`${packet.type} ${packet.name}`);
    this.underWay += 1;
    if (this.underWay > 1) throw new Error('two exchanges at once');
    const answer = await respond(packet);
    this.underWay -= 1;
    if (answer.length > 0) this.send(...answer);
  }
}

const clients: ViciClient[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client[Symbol.asyncDispose]()));
});

function connect(respond: (packet: ViciPacket) => Answer | Promise<Answer>): [ViciClient, FakeDaemon] {
  const [mine, theirs] = duplexPair();
  const client = new ViciClient(mine);
  clients.push(client);
  return [client, new FakeDaemon(theirs, respond)];
}

/** Confirms registrations; leaves the rest to `command`. */
function daemon(command: (packet: ViciPacket) => Answer | Promise<Answer>): [ViciClient, FakeDaemon] {
  return connect((packet) => (packet.type === PACKET.cmdRequest ? command(packet) : [[PACKET.eventConfirm]]));
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('request', () => {
  it('returns the response', async () => {
    const [client] = daemon(({ name, message }) => [[PACKET.cmdResponse, '', { name, message }]]);
    expect(await client.request('terminate', { ike: 'Tunnel1' })).toEqual({
      name: 'terminate',
      message: { ike: 'Tunnel1' },
    });
  });

  it('sends one command at a time, in the order they were issued', async () => {
    const [client, { received }] = daemon(async ({ name }) => {
      await nextTurn();
      return [[PACKET.cmdResponse, '', { name }]];
    });
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => client.request(name)));
    expect(answers).toEqual([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
    expect(received).toEqual(['0 a', '0 b', '0 c']);
  });

  it('goes on after one that failed', async () => {
    const [client] = daemon(({ name }) =>
      name === 'nonsense' ? [[PACKET.cmdUnknown]] : [[PACKET.cmdResponse, '', { ok: 'yes' }]],
    );
    const [unknown, known] = await Promise.allSettled([client.request('nonsense'), client.request('stats')]);
    expect(unknown).toHaveProperty('reason.message', "the IKE daemon does not know the command 'nonsense'");
    expect(known).toHaveProperty('value', { ok: 'yes' });
  });

  it("throws the daemon's own words when it refuses", async () => {
    const [client] = daemon(() => [[PACKET.cmdResponse, '', { success: 'no', errmsg: 'no such child' }]]);
    await expect(client.request('initiate')).rejects.toThrow(
      "the IKE daemon refused 'initiate': no such child",
    );
  });
});

describe('stream', () => {
  it('yields the events of the command, and only those', async () => {
    const [client, { received }] = daemon(() => [
      [PACKET.event, 'list-sa', { a: {} }],
      [PACKET.event, 'log', { msg: 'not for this loop' }],
      [PACKET.event, 'list-sa', { b: {} }],
      [PACKET.cmdResponse],
    ]);
    expect(await collect(client.stream('list-sas', 'list-sa'))).toEqual([{ a: {} }, { b: {} }]);
    expect(received).toEqual(['3 list-sa', '0 list-sas', '4 list-sa']);
  });

  it('keeps two streams of the same event apart', async () => {
    const [client] = daemon(({ message }) => [
      [PACKET.event, 'list-sa', { ike: message.ike ?? '' }],
      [PACKET.cmdResponse],
    ]);
    const streams = ['one', 'two'].map((ike) => collect(client.stream('list-sas', 'list-sa', { ike })));
    expect(await Promise.all(streams)).toEqual([[{ ike: 'one' }], [{ ike: 'two' }]]);
  });

  it('can be left early; the next command still gets its own answer', async () => {
    const [client, { received }] = daemon(({ name }) => [
      ...(name === 'list-sas'
        ? ([1, 2, 3].map((n) => [PACKET.event, 'list-sa', { n: String(n) }]) as Answer)
        : []),
      [PACKET.cmdResponse, '', { name }],
    ]);
    for await (const message of client.stream('list-sas', 'list-sa')) if (message.n === '1') break;
    expect(await client.request('version')).toEqual({ name: 'version' });
    expect(received).toEqual(['3 list-sa', '0 list-sas', '4 list-sa', '0 version']);
  });

  it('fails, and stops listening, when the command fails', async () => {
    const [client, { received }] = daemon(() => [[PACKET.cmdUnknown]]);
    await expect(collect(client.stream('list-all', 'list-sa'))).rejects.toThrow(
      "does not know the command 'list-all'",
    );
    expect(received).toEqual(['3 list-sa', '0 list-all', '4 list-sa']);
  });
});

describe('events', () => {
  it('come with their names, also between a request and its response', async () => {
    const [client] = daemon(() => [
      [PACKET.event, 'ike-updown', { up: 'yes' }],
      [PACKET.cmdResponse, '', { success: 'yes' }],
      [PACKET.event, 'child-updown', { up: 'yes' }],
    ]);
    const events = client.events('ike-updown', 'child-updown');
    expect(await client.request('initiate')).toEqual({ success: 'yes' });
    expect([await events.next(), await events.next()]).toMatchObject([
      { value: { name: 'ike-updown', message: { up: 'yes' } } },
      { value: { name: 'child-updown', message: { up: 'yes' } } },
    ]);
  });

  it('are not missed in the very chunk that confirms the registration', async () => {
    const [client] = connect(() => [[PACKET.eventConfirm], [PACKET.event, 'ike-updown', { up: 'no' }]]);
    expect(await client.events('ike-updown').next()).toHaveProperty('value.message', { up: 'no' });
  });

  it('are registered once for several listeners, and deregistered with the last', async () => {
    const [client, fake] = daemon(() => [[PACKET.cmdResponse]]);
    const [one, two] = [client.events('ike-updown'), client.events('ike-updown')];
    await client.request('version');
    await one.return?.();
    await client.request('version');
    fake.send([PACKET.event, 'ike-updown', { up: 'yes' }]);
    expect(await two.next()).toHaveProperty('value.name', 'ike-updown');
    expect(await one.next()).toEqual({ done: true, value: undefined });
    await two.return?.();
    await client.request('version');
    expect(fake.received).toEqual(['3 ike-updown', '0 version', '0 version', '4 ike-updown', '0 version']);
  });

  it('fail in the loop when the daemon does not know them', async () => {
    const [client] = connect(() => [[PACKET.eventUnknown]]);
    await expect(collect(client.events('tea-time'))).rejects.toThrow("does not know the event 'tea-time'");
  });
});

describe('the end of the stream', () => {
  it('fails everything that is pending, after the events that came before', async () => {
    const [client, fake] = daemon(({ name }) => (name === 'version' ? [[PACKET.cmdResponse]] : []));
    const events = client.events('ike-updown');
    await client.request('version');
    const pending = Promise.allSettled([client.request('stats'), client.request('version')]);
    await nextTurn();
    fake.send([PACKET.event, 'ike-updown', { up: 'no' }]);
    fake.socket.end();
    for (const result of await pending) {
      expect(result).toHaveProperty('reason.name', 'ViciError');
      expect(result).toHaveProperty('reason.problems.0.what', 'the connection to the IKE daemon ended');
    }
    expect(await events.next()).toHaveProperty('value.message', { up: 'no' });
    await expect(events.next()).rejects.toThrow('the connection to the IKE daemon ended');
    await expect(client.request('version')).rejects.toThrow('the connection to the IKE daemon ended');
  });

  it('names the reason when the stream fails', async () => {
    const [mine] = duplexPair();
    const client = new ViciClient(mine);
    const pending = client.request('version');
    mine.destroy(new Error('read ECONNRESET'));
    await expect(pending).rejects.toThrow('the connection to the IKE daemon ended: read ECONNRESET');
  });

  it('comes with what is not VICI', async () => {
    const [client, fake] = connect(() => []);
    const pending = client.request('version');
    fake.socket.write('sh: nc: not found\n');
    await expect(pending).rejects.toThrow('is there a VICI socket at the other end?');
  });

  it('comes with an answer to no question', async () => {
    const [client, fake] = connect(() => []);
    const events = client.events('log');
    await nextTurn();
    fake.send([PACKET.eventConfirm], [PACKET.cmdResponse]);
    await expect(events.next()).rejects.toThrow('answered without being asked');
  });

  it('comes with dispose, which can be repeated', async () => {
    const [client] = connect(() => []);
    const pending = client.request('version');
    const refused = expect(pending).rejects.toThrow('the VICI client was closed');
    await client[Symbol.asyncDispose]();
    await client[Symbol.asyncDispose]();
    await refused;
  });
});
