/*
 * What strongSwan 6.0.1 of Debian 13 has in its libraries' tables of methods, as far as it is called or replaced here: a
 * method stands at its place, those between are left out. There is no package of its headers; images/Dockerfile refuses
 * another version.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct host_t host_t;
typedef struct traffic_selector_t traffic_selector_t;
typedef struct ip_packet_t ip_packet_t;
typedef struct ipsec_policy_t ipsec_policy_t;
typedef struct tun_device_t tun_device_t;
typedef struct kernel_interface_t kernel_interface_t;
typedef struct ipsec_policy_mgr_t ipsec_policy_mgr_t;
typedef struct settings_t settings_t;
typedef enum { SUCCESS = 0 } status_t;
typedef struct { uint8_t *ptr; size_t len; } chunk_t;
typedef struct { uint32_t value, mask; } mark_t;

struct host_t {
  host_t *(*clone)(host_t *);
  struct sockaddr *(*get_sockaddr)(host_t *);
  void *between[8];
  void (*destroy)(host_t *);
};

struct ip_packet_t {
  void *between[5];
  chunk_t (*get_encoding)(ip_packet_t *);
};

struct ipsec_policy_t {
  void *before[5];
  uint32_t (*get_reqid)(ipsec_policy_t *);
  void *between[3];
  void (*destroy)(ipsec_policy_t *);
};

struct tun_device_t {
  bool (*read_packet)(tun_device_t *, chunk_t *packet);
  bool (*write_packet)(tun_device_t *, chunk_t packet);
  void *between[6];
  int (*get_fd)(tun_device_t *);
};

struct settings_t {
  char *(*get_str)(settings_t *, char *key, char *fallback, ...);
  bool (*get_bool)(settings_t *, char *key, bool fallback, ...);
  void *between[3];
  void (*set_str)(settings_t *, char *key, char *value, ...);
};

typedef struct {
  void *before[2];
  char *ns;
  void *between[19];
  settings_t *settings;
} library_t;

/* Directions and types of policies. */
enum { POLICY_IN = 0, POLICY_OUT = 1, POLICY_IPSEC = 1 };

typedef struct {
  int direction;
  traffic_selector_t *src_ts, *dst_ts;
  mark_t mark;
  uint32_t if_id;
} policy_id_t;

typedef struct { int mode; uint32_t reqid; } sa_cfg_t;

typedef struct {
  int type, priority;
  void *between;
  host_t *src, *dst;
  sa_cfg_t *sa;
} policy_data_t;

struct kernel_interface_t {
  void *before[11];
  status_t (*add_policy)(kernel_interface_t *, policy_id_t *, policy_data_t *);
  void *query_policy;
  status_t (*del_policy)(kernel_interface_t *, policy_id_t *, policy_data_t *);
  void *between[2];
  host_t *(*get_nexthop)(kernel_interface_t *, host_t *to, int prefix, host_t *from, char **interface);
  void *among[5];
  status_t (*add_route)(kernel_interface_t *, chunk_t net, uint8_t prefix, host_t *gateway, host_t *src, char *interface, bool pass);
  status_t (*del_route)(kernel_interface_t *, chunk_t net, uint8_t prefix, host_t *gateway, host_t *src, char *interface, bool pass);
  void *further[4];
  status_t (*get_address_by_ts)(kernel_interface_t *, traffic_selector_t *, host_t **address, bool *virtual);
};

struct ipsec_policy_mgr_t {
  void *before[3];
  ipsec_policy_t *(*find_by_packet)(ipsec_policy_mgr_t *, ip_packet_t *, bool inbound, uint32_t reqid);
};

/* Its log; group 6 is KNL. */
enum { DBG_KNL = 6 };
extern void (*dbg)(int group, int level, char *format, ...) __attribute__((weak));
extern library_t *lib __attribute__((weak));
