import type { PlanFile } from '../plan-file.ts';

/** Has a node's strongSwan do ESP itself, and its `ip` make tunnel interfaces of TUNs (images/userspace). */
export const ESP_IN_USER_SPACE: PlanFile = {
  path: '/etc/s2s/esp-in-user-space',
  content: 'yes\n',
};
