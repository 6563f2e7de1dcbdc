import { expect, it } from 'vitest';
import { lint } from '../../../lab/lint/lint.ts';
import { routerOf } from './router.ts';
import type { Files } from './router.ts';

/** A swanctl.conf with a connection: lines of it, and of its child. */
const swanctl = (own: readonly string[], child: readonly string[] = []): Files => ({
  '/etc/swanctl/swanctl.conf': [
    'connections {',
    ' a {',
    `  remote_addrs = 43.200.198.51`,
    ...own,
    '  children {',
    '   net {',
    ...child,
    '   }',
    '  }',
    ' }',
    '}',
    '',
  ].join('\n'),
});
const SWANCTL = '/etc/swanctl/swanctl.conf';
/** The rules whose settings a swanctl.conf has by other names, and in a child. */
const CASES: readonly (readonly [rule: string, bad: Files, line: number, hint: RegExp, good: Files])[] = [
  [
    'auto-add',
    swanctl([], ['start_action = none']),
    6,
    /start_action = start/,
    swanctl([], ['start_action = start']),
  ],
  [
    'close-action-storm',
    swanctl([], ['start_action = start', 'close_action = start']),
    7,
    /^write start_action = trap and leave close_action out/,
    swanctl([], ['start_action = trap', 'close_action = start']),
  ],
  [
    'stays-down',
    swanctl([], ['start_action = start']),
    6,
    /swanctl --initiate --child net/,
    swanctl([], ['start_action = start', 'close_action = start']),
  ],
  ['dpd', swanctl([]), 2, /dpd_delay = 10s/, swanctl(['dpd_delay = 10s'], ['dpd_action = restart'])],
  ['keying-tries', swanctl([]), 2, /keyingtries = 0/, swanctl(['keyingtries = 0'])],
  ['lifetimes', swanctl([], ['rekey_time = 8h']), 6, /rekey_time = 50m/, swanctl([], ['rekey_time = 1h'])],
  ['mobike', swanctl([], ['if_id_out = 1']), 2, /mobike = no/, swanctl(['mobike = no'], ['if_id_out = 1'])],
  [
    'no-left-id',
    swanctl(['local_addrs = 10.30.12.85']),
    4,
    /into local \{ \}/,
    swanctl(['local_addrs = 10.30.12.85', 'local { id = 3.36.6.148', '}']),
  ],
  [
    'no-pfs',
    swanctl([], ['esp_proposals = aes256-sha256']),
    6,
    /^write esp_proposals = aes256-sha256-modp2048$/,
    swanctl([], ['esp_proposals = aes256-sha256-modp2048']),
  ],
  [
    'proposals',
    swanctl(['proposals = 3des-md5-modp1024']),
    4,
    /^write proposals = aes256-sha256-modp2048/,
    swanctl(['proposals = aes256-sha256-modp2048']),
  ],
];

it.each(CASES)(
  '%s finds its own in a swanctl.conf, and says what to write there',
  (rule, bad, line, hint, good) => {
    const of = (files: Files) => lint(routerOf(files)).filter((each) => each.rule === rule);
    expect(of(bad)).toMatchObject([{ file: SWANCTL, line, hint: expect.stringMatching(hint) as unknown }]);
    expect(of(good)).toEqual([]);
  },
);
