/* nft(8) in many network namespaces by one process: to start a program in each takes ten times as long.
 *   s2s-nft <options> {<namespace> <commands>}...   prints for each "<0, or 1 if refused> <length>", and what nft prints
 *   s2s-nft monitor {<namespace> <file>}...         prints for each the process that writes to the file what `nft monitor`
 *                                                   says; they end with this one
 * Options are letters of nft's: a (handles), s (stateless), t (terse). A namespace is a file, as /proc/1/ns/net. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <malloc.h>
#include <nftables/libnftables.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define KEPT_BYTES (32 << 20)

/* A context is of the namespace that it is made in. */
static struct nft_ctx *context_in(const char *namespace) {
  int file = open(namespace, O_RDONLY | O_CLOEXEC);
  int entered = file >= 0 && setns(file, CLONE_NEWNET) == 0;
  if (file >= 0) close(file);
  struct nft_ctx *nft = entered ? nft_ctx_new(NFT_CTX_DEFAULT) : NULL;
  if (nft) nft_ctx_buffer_error(nft);
  return nft;
}

static void answer(const char *options, const char *namespace, const char *commands) {
  struct nft_ctx *nft = context_in(namespace);
  if (!nft) {
    printf("1 0\n");
    return;
  }
  nft_ctx_output_set_flags(nft, (strchr(options, 'a') ? NFT_CTX_OUTPUT_HANDLE : 0) |
                                    (strchr(options, 's') ? NFT_CTX_OUTPUT_STATELESS : 0) |
                                    (strchr(options, 't') ? NFT_CTX_OUTPUT_TERSE : 0));
  nft_ctx_buffer_output(nft);
  int refused = nft_run_cmd_from_buffer(nft, commands) != 0;
  const char *said = nft_ctx_get_output_buffer(nft);
  printf("%d %zu\n%s", refused, strlen(said), said);
  nft_ctx_free(nft);
}

/* nft flushes each word that it prints; a file gets whole lines. */
static ssize_t write_lines(void *file, const char *text, size_t length) {
  static char line[65536];
  static size_t kept;
  int is_end = length > 0 && text[length - 1] == '\n';
  if (kept + length > sizeof line) {
    if (write(*(int *)file, line, kept) < 0) return 0;
    kept = 0;
    if (length > sizeof line) return write(*(int *)file, text, length);
  }
  memcpy(line + kept, text, length);
  kept += length;
  if (is_end) {
    if (write(*(int *)file, line, kept) < 0) return 0;
    kept = 0;
  }
  return length;
}

static pid_t follow(const char *namespace, const char *path) {
  pid_t self = getpid(), child = fork();
  if (child != 0) return child;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  FILE *lines = file < 0 ? NULL : fopencookie(&file, "w", (cookie_io_functions_t){.write = write_lines});
  struct nft_ctx *nft = lines && getppid() == self ? context_in(namespace) : NULL;
  if (!nft) _exit(1);
  nft_ctx_set_output(nft, lines);
  _exit(nft_run_cmd_from_buffer(nft, "monitor") != 0);
}

int main(int argc, char **argv) {
  /* What libnftables knows of a namespace takes half a megabyte for each table. The next one gets that memory: from the
   * kernel it would come page by page, each cleared. */
  mallopt(M_MMAP_THRESHOLD, KEPT_BYTES);
  mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
  int monitor = argc > 1 && strcmp(argv[1], "monitor") == 0;
  for (int each = 2; each + 1 < argc; each += 2) {
    if (monitor) printf("%d\n", follow(argv[each], argv[each + 1]));
    else answer(argv[1], argv[each], argv[each + 1]);
  }
  fclose(stdout);
  while (wait(NULL) > 0) continue;
  return 0;
}
