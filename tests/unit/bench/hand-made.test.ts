import { expect, test } from 'vitest';
import { handMadeFiles } from '../../../bench/hand-made.ts';
import { loadLab } from '../../../lab/topology/load.ts';

const lab = loadLab('bench/throughput.yaml');

test.each(['kernel', 'userspace'] as const)(
  '%s: both ends have the configuration of one tunnel and its key',
  (plane) => {
    const files = new Map(handMadeFiles(lab, plane).map(({ path, content }) => [path, String(content)]));
    expect([...files.keys()]).toEqual([
      '/etc/bare/router/strongswan.conf',
      '/etc/bare/router/swanctl.conf',
      '/etc/bare/endpoint/strongswan.conf',
      '/etc/bare/endpoint/swanctl.conf',
    ]);
    const key = /secret = (0x[0-9a-f]+)/;
    const [router, endpoint] = ['router', 'endpoint'].map((node) =>
      files.get(`/etc/bare/${node}/swanctl.conf`)!,
    );
    expect(router).not.toContain('Tunnel2');
    expect(key.exec(router!)?.[1]).toBe(key.exec(endpoint!)?.[1]);
    expect(key.exec(router!)).not.toBeNull();
    expect(files.get('/etc/bare/router/strongswan.conf')).toContain('unix:///run/bare/router.vici');
  },
);
