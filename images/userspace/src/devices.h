#pragma once
#include <netinet/in.h>
#include "strongswan.h"

/* A tunnel interface: a persistent TUN whose alias says what VTI or XFRM interface it stands for. */
typedef struct device {
  struct device *next;
  uint32_t index; /* ifindex */
  int fd;
  char name[16];
  bool is_xfrm;
  uint32_t ikey, okey, if_id;
  in_addr_t local, remote; /* of a VTI; 0: any */
} device_t;

/* The index that stands for the daemon's own TUN. */
enum { OWN_TUN = 0 };

/*
 * Calls f for the device of that index, or, with ANY_DEVICE, for each until f is true. The list stays as it is meanwhile.
 * Returns what f was last, false where there is no such device.
 */
enum { ANY_DEVICE = 0 };
bool with_device(uint32_t index, bool (*f)(device_t *, void *), void *data);

/* The device that a packet was read from: it stands behind the packet. */
uint32_t origin_of(ip_packet_t *packet);

/* Where the thread's next packet for a TUN is to go: a device's index, OWN_TUN, or NOWHERE. */
enum { NOWHERE = -1 };
extern __thread int64_t destination;
