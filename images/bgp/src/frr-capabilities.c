/*
 * FRR's daemons end at once where they cannot have CAP_SYS_ADMIN, which zebra wants for network namespaces of its own, and
 * which no node of a lab has: it could write the host's sysctls. This library, which /etc/ld.so.preload names, takes what
 * is asked for without it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>

typedef struct _cap_struct *cap_t; /* libcap's, without its header */
int cap_set_flag(cap_t caps, int set, int count, const int *values, int raise);

enum { EFFECTIVE, PERMITTED, INHERITABLE };
static const int SYS_ADMIN = 21;

int cap_set_proc(cap_t wanted)
{
    int (*original)(cap_t) = (int (*)(cap_t)) dlsym(RTLD_NEXT, "cap_set_proc");
    if (original(wanted) == 0)
        return 0;
    for (int set = EFFECTIVE; set <= INHERITABLE; set++)
        cap_set_flag(wanted, set, 1, &SYS_ADMIN, 0);
    return original(wanted);
}
