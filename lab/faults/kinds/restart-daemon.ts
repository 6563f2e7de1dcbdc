import * as z from 'zod';
import { stopCharon } from '../charon-process.ts';
import { gatewayOfRouter } from '../../topology/edits/router.ts';
import { restartDaemon as daemonRestart } from '../../topology/router-config/daemon-start.ts';
import { faultKind } from '../fault.ts';
import { ROUTER } from '../router.ts';

/** Services of a node speak to its log. */
const LOG = '</dev/null >/proc/1/fd/1 2>&1';

/**
 * Restarts a router's IKE daemon as an upgrade of their package does: a DELETE for every SA, and after the start
 * whatever the configuration has the daemon initiate. What was typed in stays, for the machine does not restart.
 */
export const restartDaemon = faultKind({
  summary: "restart an on-premises router's IKE daemon, as an upgrade of their package does",
  parameters: z.strictObject({ router: ROUTER }),
  plan(planned, { router: name }) {
    const { router } = gatewayOfRouter(planned.definition, name);
    const restart =
      router.own === null
        ? `${stopCharon()} && s2s-ike start ${LOG} && s2s-ike linked 0 ${LOG}`
        : daemonRestart(router.own);
    return {
      text: `the IKE daemon of ${name} was restarted`,
      apply: [{ node: name, run: restart }],
      undo: [],
    };
  },
});
