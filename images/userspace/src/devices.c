/*
 * Gives charon the node's tunnel interfaces beside the one TUN that its kernel-libipsec opens. To libipsec they look like
 * that one TUN: what it waits on is an epoll of all, what it reads has behind it the device that it came from, what it
 * writes goes to `destination`. A device is one by its alias, e.g. "vti local 10.0.0.1 remote 192.0.2.1 ikey 100 okey 100"
 * or "xfrm if_id 100" (../rootfs/usr/local/sbin/ip); it may come, change and go while charon runs, and outlives it.
 */
#define _GNU_SOURCE
#include "devices.h"
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

__thread int64_t destination = OWN_TUN;

static const uint32_t NETLINK = UINT32_MAX; /* what epoll says for the socket that tells of links */
enum { LARGEST_PACKET = 65535 };

static device_t *devices;
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int epoll_fd, netlink_fd, own_fd;
static bool (*write_own)(tun_device_t *, chunk_t);

bool with_device(uint32_t index, bool (*f)(device_t *, void *), void *data) {
  bool result = false;
  pthread_rwlock_rdlock(&lock);
  for (device_t *each = devices; each && !result; each = each->next)
    if (index == ANY_DEVICE || each->index == index) result = f(each, data);
  pthread_rwlock_unlock(&lock);
  return result;
}

static void watch(int fd, uint32_t index) {
  struct epoll_event event = {.events = EPOLLIN, .data.u32 = index};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event);
}

static int open_tun(const char *name) {
  struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI};
  int fd = open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK);
  strncpy(request.ifr_name, name, IFNAMSIZ - 1);
  if (fd >= 0 && ioctl(fd, TUNSETIFF, &request) == 0) return fd;
  dbg(DBG_KNL, 1, "cannot have %s: %s", name, strerror(errno));
  if (fd >= 0) close(fd);
  return -1;
}

/* What an alias says; false if it is none of a tunnel interface. */
static bool read_alias(const char *alias, device_t *device) {
  char text[256], *rest, *word;
  snprintf(text, sizeof text, "%s", alias);
  char *kind = strtok_r(text, " ", &rest);
  if (!kind || (strcmp(kind, "vti") && strcmp(kind, "xfrm"))) return false;
  device->is_xfrm = !strcmp(kind, "xfrm");
  device->ikey = device->okey = device->if_id = device->local = device->remote = 0;
  while ((word = strtok_r(NULL, " ", &rest))) {
    char *value = strtok_r(NULL, " ", &rest);
    if (!value) break;
    if (!strcmp(word, "local")) device->local = inet_addr(value);
    if (!strcmp(word, "remote")) device->remote = inet_addr(value);
    if (!strcmp(word, "ikey")) device->ikey = strtoul(value, NULL, 0);
    if (!strcmp(word, "okey")) device->okey = strtoul(value, NULL, 0);
    if (!strcmp(word, "if_id")) device->if_id = strtoul(value, NULL, 0);
  }
  return true;
}

static device_t **find(uint32_t index) {
  device_t **at = &devices;
  while (*at && (*at)->index != index) at = &(*at)->next;
  return at;
}

static void forget(uint32_t index) {
  pthread_rwlock_wrlock(&lock);
  device_t **at = find(index), *gone = *at;
  if (gone) *at = gone->next;
  pthread_rwlock_unlock(&lock);
  if (!gone) return;
  close(gone->fd);
  free(gone);
}

/* A link came, or is called or described otherwise now. */
static void learn(uint32_t index, const char *name, const char *alias) {
  device_t said = {.index = index};
  if (!read_alias(alias, &said)) return forget(index);
  snprintf(said.name, sizeof said.name, "%s", name);
  pthread_rwlock_wrlock(&lock);
  device_t *known = *find(index);
  if (known) {
    said.next = known->next;
    said.fd = known->fd;
    *known = said;
  } else if ((said.fd = open_tun(name)) >= 0) {
    known = malloc(sizeof *known);
    said.next = devices;
    *known = said;
    devices = known;
    watch(said.fd, index);
    dbg(DBG_KNL, 1, "%s is %s", name, alias);
  }
  pthread_rwlock_unlock(&lock);
}

static void hear(struct nlmsghdr *message) {
  struct ifinfomsg *link = NLMSG_DATA(message);
  if (message->nlmsg_type == RTM_DELLINK) return forget(link->ifi_index);
  if (message->nlmsg_type != RTM_NEWLINK) return;
  const char *name = "", *alias = "";
  int length = IFLA_PAYLOAD(message);
  for (struct rtattr *each = IFLA_RTA(link); RTA_OK(each, length); each = RTA_NEXT(each, length)) {
    if (each->rta_type == IFLA_IFNAME) name = RTA_DATA(each);
    if (each->rta_type == IFLA_IFALIAS) alias = RTA_DATA(each);
  }
  learn(link->ifi_index, name, alias);
}

static void ask_for_links(void) {
  struct { struct nlmsghdr header; struct ifinfomsg link; } request = {
      {.nlmsg_len = sizeof request, .nlmsg_type = RTM_GETLINK, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP}, {0}};
  send(netlink_fd, &request, sizeof request, 0);
}

static void hear_all(void) {
  static char buffer[1 << 16];
  for (;;) {
    ssize_t length = recv(netlink_fd, buffer, sizeof buffer, MSG_DONTWAIT);
    if (length < 0 && errno == ENOBUFS) { ask_for_links(); continue; } /* some were lost */
    if (length <= 0) return;
    for (struct nlmsghdr *each = (void *)buffer; NLMSG_OK(each, length); each = NLMSG_NEXT(each, length)) hear(each);
  }
}

/* An aligned place behind the packet. */
static size_t behind(size_t length) { return (length + 3) & ~(size_t)3; }

uint32_t origin_of(ip_packet_t *packet) {
  chunk_t encoding = packet->get_encoding(packet);
  return *(uint32_t *)(encoding.ptr + behind(encoding.len));
}

/* The length that an IP packet says it has, by which libipsec cuts it. */
static size_t said_length(const uint8_t *packet, size_t length) {
  size_t said = length;
  if (length >= 20 && packet[0] >> 4 == 4) said = packet[2] << 8 | packet[3];
  if (length >= 40 && packet[0] >> 4 == 6) said = 40 + (packet[4] << 8 | packet[5]);
  return said < length ? said : length;
}

static bool read_packet(tun_device_t *tun, chunk_t *packet) {
  static uint8_t buffer[LARGEST_PACKET];
  struct epoll_event event;
  (void)tun;
  if (epoll_wait(epoll_fd, &event, 1, 0) != 1) return false;
  uint32_t index = event.data.u32;
  if (index == NETLINK) {
    hear_all();
    return false;
  }
  device_t *device = index == OWN_TUN ? NULL : *find(index); /* only this thread changes the list */
  ssize_t length = read(device ? device->fd : own_fd, buffer, sizeof buffer);
  if (length <= 0) {
    if (errno == EAGAIN) return false;
    if (device) forget(index);
    else epoll_ctl(epoll_fd, EPOLL_CTL_DEL, own_fd, NULL); /* somebody removed it: it would be ready for ever */
    return false;
  }
  packet->len = said_length(buffer, length);
  packet->ptr = malloc(behind(packet->len) + sizeof index);
  memcpy(packet->ptr, buffer, packet->len);
  *(uint32_t *)(packet->ptr + behind(packet->len)) = index;
  return true;
}

static bool write_to(device_t *device, void *packet) {
  chunk_t *chunk = packet;
  return write(device->fd, chunk->ptr, chunk->len) == (ssize_t)chunk->len;
}

static bool write_packet(tun_device_t *tun, chunk_t packet) {
  if (destination == NOWHERE) return false;
  return destination == OWN_TUN ? write_own(tun, packet) : with_device(destination, write_to, &packet);
}

static int get_fd(tun_device_t *tun) {
  (void)tun;
  return epoll_fd;
}

/*
 * In place of libstrongswan's: the TUN that kernel-libipsec asks for stands for all. It would be called ipsec0, which is what many
 * call an XFRM interface of their own.
 */
tun_device_t *tun_device_create(const char *name) {
  tun_device_t *(*create)(const char *) = dlsym(RTLD_NEXT, "tun_device_create");
  (void)name;
  tun_device_t *tun = create("libipsec%d");
  if (!tun) return NULL;
  struct sockaddr_nl address = {.nl_family = AF_NETLINK, .nl_groups = RTMGRP_LINK};
  epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  netlink_fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  bind(netlink_fd, (void *)&address, sizeof address);
  own_fd = tun->get_fd(tun);
  write_own = tun->write_packet;
  tun->read_packet = read_packet;
  tun->write_packet = write_packet;
  tun->get_fd = get_fd;
  watch(own_fd, OWN_TUN);
  watch(netlink_fd, NETLINK);
  ask_for_links();
  hear_all();
  return tun;
}
