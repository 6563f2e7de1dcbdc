/* Preloaded into FRR's daemons. zebra asks for CAP_SYS_ADMIN among others, which it needs for namespaces alone and no
 * container of a lab has; it ends where it does not get all that it asks for. Here it gets those that are permitted. */
#define _GNU_SOURCE
#include <dlfcn.h>

typedef void *cap_t;
typedef int (*set_t)(cap_t);
enum { EFFECTIVE, PERMITTED, INHERITABLE, FLAGS };
enum { LAST_CAPABILITY = 63 };

cap_t cap_get_proc(void);
int cap_free(void *);
int cap_get_flag(cap_t, int capability, int flag, int *value);
int cap_set_flag(cap_t, int flag, int count, const int *capabilities, int value);

int cap_set_proc(cap_t wanted) {
  set_t set = (set_t)dlsym(RTLD_NEXT, "cap_set_proc");
  if (set(wanted) == 0) return 0;
  cap_t have = cap_get_proc();
  for (int capability = 0; capability <= LAST_CAPABILITY; capability++) {
    int permitted = 0;
    if (cap_get_flag(have, capability, PERMITTED, &permitted) != 0) break;
    for (int flag = EFFECTIVE; flag < FLAGS && !permitted; flag++) cap_set_flag(wanted, flag, 1, &capability, 0);
  }
  cap_free(have);
  return set(wanted);
}
