import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import ssh2 from 'ssh2';

/** An engine without containers behind an SSH server, which DOCKER_HOST=ssh://… is to reach. */
export async function engineBySsh() {
  const commands: string[] = [];
  const engine = createServer(({ url = '' }, answer) => {
    answer.statusCode = /\/(archive|exec)\b/.test(url) ? 404 : 200;
    answer.setHeader('content-type', 'application/json').end(url.endsWith('/_ping') ? 'OK' : '[]');
  });
  // Not ed25519: one key of 256 begins with a zero, which ssh2 drops, and then cannot be read (mscdex/ssh2#1513).
  const { private: hostKey } = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    client
      .on('authentication', (asked) => asked.accept())
      .on('session', (accept) => {
        accept().on('exec', (run, _refuse, { command }) => {
          commands.push(command);
          engine.emit('connection', run());
        });
      });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    host: `ssh://user@127.0.0.1:${(server.address() as AddressInfo).port}`,
    commands,
    [Symbol.asyncDispose]: async () => void (await once(server.close(), 'close')),
  };
}
