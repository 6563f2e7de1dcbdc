import * as z from 'zod';
import { startKeepalived } from '../../plan/services/keepalived.ts';
import { faultKind } from '../fault.ts';
import { ROUTER } from '../router.ts';
import { vrrpRouterNamed } from '../vrrp.ts';

/**
 * Ends a router's keepalived. An orderly stop gives the virtual address up, and says so with priority 0 (RFC 9568, 6.4.3); one that
 * is killed leaves the address behind, and another router takes it all the same.
 */
export const killKeepalived = faultKind({
  summary: "kill a router's keepalived: it leaves the virtual address behind, or gives it up first",
  parameters: z.strictObject({
    router: ROUTER,
    signal: z
      .enum(['KILL', 'TERM'])
      .default('KILL')
      .describe('KILL dies without a word and leaves the address, TERM gives it up first'),
  }),
  plan(planned, { router: name, signal }) {
    const router = vrrpRouterNamed(planned.definition, name);
    // Its processes hear of each other's end, and the one that is killed last would give addresses up: so all are held first.
    const first = signal === 'KILL' ? 'pkill -STOP -x keepalived; ' : '';
    return {
      text: `keepalived of ${router.name} is killed (SIG${signal})`,
      apply: [
        {
          node: router.name,
          run: `${first}pkill -${signal} -x keepalived; while pgrep -x keepalived >/dev/null; do sleep 0.01; done`,
        },
      ],
      undo: [{ node: router.name, run: startKeepalived(router) }],
    };
  },
});
