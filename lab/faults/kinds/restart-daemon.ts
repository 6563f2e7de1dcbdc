import { z } from 'zod';
import { EVERY_PID_FILE } from '../../plan/services/charon-paths.ts';
import { gatewayOfRouter } from '../../topology/edits/router.ts';
import { restartDaemon as daemonRestart } from '../../topology/router-config/daemon-start.ts';
import { faultKind } from '../fault.ts';
import { ROUTER } from '../router.ts';

/** As an orderly stop has it: charon deletes its SAs at the peers, and is gone. */
const STOP = `pids=$(cat ${EVERY_PID_FILE}) && kill -TERM $pids && for pid in $pids; do while kill -0 $pid 2>/dev/null; do sleep 0.02; done; done`;
/** Services of a node speak to its log. */
const LOG = '</dev/null >/proc/1/fd/1 2>&1';

/**
 * Restarts a router's IKE daemons as an upgrade of their package does: a DELETE for every SA, and after the start
 * whatever the configuration has the daemons initiate. What was typed in stays, for the machine does not restart.
 */
export const restartDaemon = faultKind({
  summary: "restart an on-premises router's IKE daemons, as an upgrade of their package does",
  parameters: z.strictObject({ router: ROUTER }),
  plan(planned, { router: name }) {
    const { router } = gatewayOfRouter(planned.definition, name);
    const restart =
      router.own === null
        ? `${STOP} && s2s-ike start ${LOG} && s2s-ike linked 0 ${LOG}`
        : daemonRestart(router.own);
    return {
      text: `the IKE daemons of ${name} were restarted`,
      apply: [{ node: name, run: restart }],
      undo: [],
    };
  },
});
