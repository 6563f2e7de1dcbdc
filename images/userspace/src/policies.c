/*
 * Has libipsec keep marks and interface IDs apart, as the kernel's XFRM does: what comes out of a tunnel interface meets
 * only policies that go with it, and what a CHILD_SA brings comes out of the interface that goes with it, or of none.
 */
#define _GNU_SOURCE
#include "devices.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* What the policies of one direction with one reqid are bound to. */
typedef struct binding {
  struct binding *next;
  int direction, policies;
  uint32_t reqid, if_id;
  mark_t mark;
  in_addr_t local, remote;
} binding_t;

static binding_t *bindings;
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

/* The policy that the thread is just adding or removing. */
static __thread struct { policy_id_t *id; policy_data_t *data; } now;

static bool is_bound(policy_id_t *id) { return id && (id->mark.mask || id->if_id); }

static in_addr_t address_of(host_t *host) {
  struct sockaddr_in *address = (void *)host->get_sockaddr(host);
  return address->sin_family == AF_INET ? address->sin_addr.s_addr : 0;
}

/* Whether a packet of an interface, with its key as mark, meets the policies; XFRM asks no mark where none is set. */
static bool goes_with(binding_t *binding, device_t *device) {
  bool out = binding->direction == POLICY_OUT;
  uint32_t mark = device->is_xfrm ? 0 : out ? device->okey : device->ikey;
  return binding->if_id == device->if_id && (mark & binding->mark.mask) == binding->mark.value &&
         (!device->local || device->local == binding->local) && (!device->remote || device->remote == binding->remote);
}

static bool goes_with_none(binding_t *binding) {
  return !binding->if_id && !binding->mark.value;
}

static binding_t **find(int direction, uint32_t reqid) {
  binding_t **at = &bindings;
  while (*at && ((*at)->direction != direction || (*at)->reqid != reqid)) at = &(*at)->next;
  return at;
}

static void bind_policy(policy_id_t *id, policy_data_t *data) {
  bool out = id->direction == POLICY_OUT;
  pthread_rwlock_wrlock(&lock);
  binding_t **at = find(id->direction, data->sa->reqid);
  if (!*at) *at = calloc(1, sizeof **at);
  (*at)->direction = id->direction;
  (*at)->policies++;
  (*at)->reqid = data->sa->reqid;
  (*at)->if_id = id->if_id;
  (*at)->mark = id->mark;
  (*at)->local = address_of(out ? data->src : data->dst);
  (*at)->remote = address_of(out ? data->dst : data->src);
  pthread_rwlock_unlock(&lock);
}

static void unbind_policy(policy_id_t *id, policy_data_t *data) {
  pthread_rwlock_wrlock(&lock);
  binding_t **at = find(id->direction, data->sa->reqid), *each = *at;
  if (each && --each->policies == 0) {
    *at = each->next;
    free(each);
  }
  pthread_rwlock_unlock(&lock);
}

static kernel_interface_t original;

static status_t add_policy(kernel_interface_t *kernel, policy_id_t *id, policy_data_t *data) {
  if (data->type == POLICY_IPSEC) bind_policy(id, data);
  now.id = id, now.data = data;
  status_t status = original.add_policy(kernel, id, data);
  now.id = NULL;
  if (status != SUCCESS && data->type == POLICY_IPSEC) unbind_policy(id, data);
  return status;
}

static status_t del_policy(kernel_interface_t *kernel, policy_id_t *id, policy_data_t *data) {
  now.id = id, now.data = data;
  status_t status = original.del_policy(kernel, id, data);
  now.id = NULL;
  if (data->type == POLICY_IPSEC) unbind_policy(id, data);
  return status;
}

/* Whether charon would have a route for the policy if the kernel did ESP. Where that is so, it leads to the peer. */
static bool has_route(policy_id_t *id) {
  return !id->if_id && lib->settings->get_bool(lib->settings, "%s.install_routes", true, lib->ns);
}

/*
 * libipsec has a route into its own TUN for every policy. Only what no tunnel interface leads to needs it. A bound policy has the
 * route that charon has where the kernel does ESP: out of the physical interface, where no XFRM policy meets the packet.
 */
static status_t change_route(status_t (*change)(kernel_interface_t *, chunk_t, uint8_t, host_t *, host_t *, char *, bool),
                             kernel_interface_t *kernel, chunk_t net, uint8_t prefix, host_t *gateway, host_t *src, char *interface, bool pass) {
  if (!is_bound(now.id)) return change(kernel, net, prefix, gateway, src, interface, pass);
  if (gateway || !has_route(now.id)) return SUCCESS; /* with a gateway: the way to the peer around the TUN */
  char *out = NULL;
  host_t *hop = original.get_nexthop(kernel, now.data->dst, -1, now.data->src, &out);
  status_t status = out ? change(kernel, net, prefix, hop, src, out, pass) : SUCCESS;
  if (hop) hop->destroy(hop);
  free(out);
  return status;
}

static status_t add_route(kernel_interface_t *kernel, chunk_t net, uint8_t prefix, host_t *gateway, host_t *src, char *interface, bool pass) {
  return change_route(original.add_route, kernel, net, prefix, gateway, src, interface, pass);
}

static status_t del_route(kernel_interface_t *kernel, chunk_t net, uint8_t prefix, host_t *gateway, host_t *src, char *interface, bool pass) {
  return change_route(original.del_route, kernel, net, prefix, gateway, src, interface, pass);
}

/* The kernel takes a policy whose selector has no address of this host in it; libipsec would not. */
static status_t get_address_by_ts(kernel_interface_t *kernel, traffic_selector_t *ts, host_t **address, bool *virtual) {
  status_t status = original.get_address_by_ts(kernel, ts, address, virtual);
  if (status == SUCCESS || !now.id || now.id->direction != POLICY_OUT) return status;
  *address = now.data->src->clone(now.data->src);
  if (virtual) *virtual = false;
  return SUCCESS;
}

/* In place of libcharon's. Plugins are loaded after it: kernel-libipsec among them, whatever strongswan.conf says. */
kernel_interface_t *kernel_interface_create(void) {
  kernel_interface_t *(*create)(void) = dlsym(RTLD_NEXT, "kernel_interface_create");
  kernel_interface_t *kernel = create();
  if (access("/etc/s2s/esp-in-user-space", F_OK)) return kernel;
  original = *kernel;
  kernel->add_policy = add_policy;
  kernel->del_policy = del_policy;
  kernel->add_route = add_route;
  kernel->del_route = del_route;
  kernel->get_address_by_ts = get_address_by_ts;
  lib->settings->set_str(lib->settings, "%s.plugins.kernel-libipsec.load", "yes", lib->ns);
  char *load = lib->settings->get_str(lib->settings, "%s.load", NULL, lib->ns), *with;
  if (load && asprintf(&with, "kernel-libipsec %s", load) > 0) {
    lib->settings->set_str(lib->settings, "%s.load", with, lib->ns);
    free(with);
  }
  return kernel;
}

typedef struct { ipsec_policy_mgr_t *manager; ip_packet_t *packet; ipsec_policy_t *policy; } lookup_t;
static ipsec_policy_t *(*find_original)(ipsec_policy_mgr_t *, ip_packet_t *, bool, uint32_t);

static bool is_met(binding_t *binding, device_t *device) {
  return binding->direction == POLICY_OUT && (device ? goes_with(binding, device) : goes_with_none(binding));
}

/* The policy that a packet of the device, or of none, meets: libipsec's own choice, unless that is bound otherwise. */
static bool look_up(device_t *device, void *data) {
  lookup_t *lookup = data;
  ipsec_policy_t *choice = find_original(lookup->manager, lookup->packet, false, 0);
  if (!choice) return false;
  pthread_rwlock_rdlock(&lock);
  binding_t *chosen = *find(POLICY_OUT, choice->get_reqid(choice));
  if (chosen && is_met(chosen, device)) lookup->policy = choice;
  for (binding_t *each = bindings; each && !lookup->policy; each = each->next)
    if (is_met(each, device)) lookup->policy = find_original(lookup->manager, lookup->packet, false, each->reqid);
  pthread_rwlock_unlock(&lock);
  if (lookup->policy != choice) choice->destroy(choice);
  return lookup->policy != NULL;
}

static bool take(device_t *device, void *binding) {
  if (!goes_with(binding, device)) return false;
  destination = device->index;
  return true;
}

static ipsec_policy_t *find_by_packet(ipsec_policy_mgr_t *manager, ip_packet_t *packet, bool inbound, uint32_t reqid) {
  if (!inbound) {
    lookup_t lookup = {manager, packet, NULL};
    uint32_t origin = origin_of(packet);
    if (origin == OWN_TUN) look_up(NULL, &lookup);
    else with_device(origin, look_up, &lookup);
    return lookup.policy;
  }
  pthread_rwlock_rdlock(&lock);
  binding_t *binding = *find(POLICY_IN, reqid);
  destination = binding && goes_with_none(binding) ? OWN_TUN : NOWHERE;
  if (binding) with_device(ANY_DEVICE, take, binding);
  pthread_rwlock_unlock(&lock);
  return find_original(manager, packet, true, reqid);
}

/* In place of libipsec's, which comes with the plugin and so is not among the program's own libraries. */
ipsec_policy_mgr_t *ipsec_policy_mgr_create(void) {
  void *libipsec = dlopen("libipsec.so.0", RTLD_LAZY | RTLD_NOLOAD);
  ipsec_policy_mgr_t *(*create)(void) = dlsym(libipsec, "ipsec_policy_mgr_create");
  ipsec_policy_mgr_t *manager = create();
  find_original = manager->find_by_packet;
  manager->find_by_packet = find_by_packet;
  return manager;
}
