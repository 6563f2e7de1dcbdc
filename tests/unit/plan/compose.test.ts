import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { filesOf } from '../../../lab/plan/files.ts';
import { nodeContainer } from '../../../lab/plan/container.ts';
import { renderCompose } from '../../../lab/plan/compose.ts';
import { planLab } from '../../../lab/plan/plan.ts';
import { removeVpn } from '../fixtures/changes.ts';
import { changedLab, referenceLab } from '../fixtures/reference-lab.ts';

interface ComposeFile {
  readonly name: string;
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes?: Readonly<Record<string, unknown>>;
  readonly configs: Readonly<Record<string, { readonly content: string }>>;
}

interface ComposeService {
  readonly image: string;
  readonly build?: { readonly target: string };
  readonly network_mode: string;
  readonly privileged?: boolean;
  readonly restart: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly sysctls?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly configs: readonly { readonly source: string; readonly target: string }[];
}

const PLANES = ['kernel', 'userspace'] as const;
const read = (text: string): ComposeFile => parse(text, { merge: true }) as ComposeFile;
const unescaped = (text: string): string => text.replaceAll('$$', () => '$');

describe('docker-compose.yml', () => {
  it('is the reference lab as rendered (`npx vitest run tests/unit/plan -u` renders it again)', async () => {
    await expect(renderCompose(referenceLab, 'userspace')).toMatchFileSnapshot('../../../docker-compose.yml');
  });
});

describe.each(PLANES)('a Compose file of the %s data plane', (plane) => {
  const plan = planLab(referenceLab, plane);
  const file = read(renderCompose(referenceLab, plane));

  it('has a service for each node, and the fabric', () => {
    expect(Object.keys(file.services)).toEqual(['fabric', ...plan.nodes.map(({ name }) => name)]);
    for (const service of Object.values(file.services)) {
      expect(service).toMatchObject({ network_mode: 'none', restart: 'no' });
      expect(service.privileged).toBeUndefined();
    }
  });

  it('builds each image once', () => {
    const built = Object.values(file.services).flatMap(({ image, build }) =>
      build === undefined ? [] : [`${image} ${build.target}`],
    );
    expect(built.toSorted()).toEqual(
      ['fabric', 'node', 'vpn'].map((target) => `s2s-lab/${target}:latest ${target}`),
    );
    const used = new Set(Object.values(file.services).map(({ image }) => image));
    expect(used.size).toBe(built.length);
  });

  it('gives each node the files of the plan', () => {
    for (const node of plan.nodes) {
      const files = file.services[node.name]!.configs.map(({ source, target }) => ({
        path: target,
        content: unescaped(file.configs[source]!.content),
      }));
      expect(new Set(files)).toEqual(new Set(filesOf(node)));
    }
  });

  it('has no empty file, which docker compose would take for a folder', () => {
    expect(Object.values(file.configs).filter(({ content }) => content === '')).toEqual([]);
  });

  it('gives each node the sysctls and the environment that `s2s up` gives it', () => {
    for (const node of plan.nodes) {
      const service = file.services[node.name]!;
      expect(service.sysctls ?? {}).toEqual(node.sysctls);
      expect(service.environment).toEqual(nodeContainer('${COMPOSE_PROJECT_NAME}', node).environment);
    }
  });
});

describe('the pre-shared keys', () => {
  const withKeys = (router: string | null): ComposeFile & { readonly text: string } => {
    const lab = changedLab(({ vpnConnections, customerGateways }) => {
      vpnConnections[0]!.tunnels[0].preSharedKey = 'secret_of_tunnel_1';
      customerGateways[0]!.router.connections[0]!.preSharedKey = router;
    });
    const text = renderCompose(lab, 'userspace');
    return { ...read(text), text };
  };

  it('lie in a volume for each tunnel that both ends mount', () => {
    const { services, volumes } = read(renderCompose(referenceLab, 'userspace'));
    expect(services['tunnel-1']!.volumes).toEqual(['psk-tunnel-1:/var/lib/s2s/psk/tunnel-1']);
    expect(services['tunnel-2']!.volumes).toEqual(['psk-tunnel-2:/var/lib/s2s/psk/tunnel-2']);
    expect(services['onprem-router']!.volumes).toEqual([
      'psk-tunnel-1:/var/lib/s2s/psk/Tunnel1',
      'psk-tunnel-2:/var/lib/s2s/psk/Tunnel2',
    ]);
    expect(Object.keys(volumes!)).toEqual(['psk-tunnel-1', 'psk-tunnel-2']);
  });

  it.each([null, 'secret_of_tunnel_1'])('are never in the file, and shared where alike (%s)', (router) => {
    const { text, services } = withKeys(router);
    expect(text).not.toContain('secret_of');
    expect(services['onprem-router']!.volumes![0]).toBe('psk-tunnel-1:/var/lib/s2s/psk/Tunnel1');
  });

  it('differ at the two ends where those of the lab differ', () => {
    const { text, services, volumes } = withKeys('secret_of_the_router');
    expect(text).not.toContain('secret_of');
    expect(services['onprem-router']!.volumes![0]).toBe(
      'psk-tunnel-1-onprem-router:/var/lib/s2s/psk/Tunnel1',
    );
    expect(Object.keys(volumes!)).toContain('psk-tunnel-1-onprem-router');
  });
});

describe('the lab that the fabric holds', () => {
  it('is the resolved lab under the name of the compose project', () => {
    const { configs } = read(renderCompose(referenceLab, 'kernel'));
    expect(JSON.parse(configs['lab.json']!.content)).toEqual({
      version: 1,
      lab: { ...referenceLab, name: '${COMPOSE_PROJECT_NAME}' },
      dataplane: 'kernel',
      keys: {},
    });
  });

  it('has the name of the lab replaced, and nothing else that is called the same', () => {
    const lab = changedLab((draft) => {
      draft.name = 'vpc-a';
    });
    const state = JSON.parse(read(renderCompose(lab, 'userspace')).configs['lab.json']!.content) as {
      lab: typeof lab;
    };
    expect(state.lab.vpcs[0]!.name).toBe('vpc-a');
  });
});

describe('a lab without VPN connection', () => {
  it('has no volume', () => {
    const lab = changedLab(removeVpn);
    expect(read(renderCompose(lab, 'userspace')).volumes).toBeUndefined();
  });
});
