/*
 * Preloaded into the server: logs every fsync with the file it was for, the first time that a marker is written to the
 * write-ahead log, and the first time that a response with that marker leaves through a socket. Times are CLOCK_MONOTONIC
 * nanoseconds. One line per fact, each written with one call, so that lines of several threads do not mix.
 *
 *   W <time> <marker>         the marker is about to be written to the log
 *   F <time> <frames> <path>  the log was written: bytes since the last line, and whether they were frames or a header
 *   S <start> <end> <path>    an fsync or fdatasync came back
 *   A <time> <marker>         a response with the marker is about to be sent
 *
 * FSYNC_LOG names the log. FSYNC_MARKER is the text before the digits of a marker. FSYNC_FAIL_FILE names a file: while it
 * exists, fsync of a write-ahead log fails with EIO.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define MARKERS 65536

static int log_fd = -1;
static const char *marker;
static const char *fail_file;
static unsigned char seen_in_log[MARKERS];
static unsigned char seen_in_answer[MARKERS];

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static ssize_t (*real_sendmsg)(int, const struct msghdr *, int);
static ssize_t (*real_pwrite64)(int, const void *, size_t, off64_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

__attribute__((constructor)) static void start(void) {
  real_write = dlsym(RTLD_NEXT, "write");
  real_writev = dlsym(RTLD_NEXT, "writev");
  real_sendmsg = dlsym(RTLD_NEXT, "sendmsg");
  real_pwrite64 = dlsym(RTLD_NEXT, "pwrite64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  marker = getenv("FSYNC_MARKER");
  fail_file = getenv("FSYNC_FAIL_FILE");
  const char *path = getenv("FSYNC_LOG");
  if (path) log_fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000ull + (uint64_t)t.tv_nsec;
}

static void line(const char *text, int length) {
  if (log_fd >= 0 && length > 0 && real_write(log_fd, text, (size_t)length) < 0) abort();
}

static void path_of(int fd, char *out, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, out, size - 1);
  out[n > 0 ? n : 0] = 0;
}

static int ends_with(const char *path, const char *end) {
  size_t n = strlen(path), m = strlen(end);
  return n > m && strcmp(path + n - m, end) == 0;
}

static int is_wal(const char *path) { return ends_with(path, "/millrace.db-wal"); }

static void find_markers(const void *bytes, size_t size, char kind, unsigned char *seen) {
  if (!marker || log_fd < 0) return;
  size_t length = strlen(marker);
  const char *at = bytes, *end = at + size;
  while ((at = memmem(at, (size_t)(end - at), marker, length)) != NULL) {
    at += length;
    unsigned long number = 0;
    int digits = 0;
    while (at < end && digits < 9 && *at >= '0' && *at <= '9') number = number * 10 + (unsigned long)(*at++ - '0'), digits++;
    if (!digits || number >= MARKERS || __atomic_exchange_n(&seen[number], 1, __ATOMIC_SEQ_CST)) continue;
    char text[80];
    line(text, snprintf(text, sizeof text, "%c %llu %lu\n", kind, (unsigned long long)now(), number));
  }
}

static int is_answer(const void *bytes, size_t size) { return size > 9 && memcmp(bytes, "HTTP/1.1 ", 9) == 0; }

/* An answer may leave as several buffers of one call, its head in the first. */
static void look_at_answer(const struct iovec *parts, int count) {
  if (count < 1 || !is_answer(parts[0].iov_base, parts[0].iov_len)) return;
  for (int i = 0; i < count; i++) find_markers(parts[i].iov_base, parts[i].iov_len, 'A', seen_in_answer);
}

ssize_t write(int fd, const void *bytes, size_t size) {
  if (is_answer(bytes, size)) find_markers(bytes, size, 'A', seen_in_answer);
  return real_write(fd, bytes, size);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  look_at_answer(parts, count);
  return real_writev(fd, parts, count);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  look_at_answer(message->msg_iov, (int)message->msg_iovlen);
  return real_sendmsg(fd, message, flags);
}

static ssize_t log_write(int fd, const void *bytes, size_t size, off64_t offset) {
  char path[512], text[640];
  path_of(fd, path, sizeof path);
  if (is_wal(path)) {
    find_markers(bytes, size, 'W', seen_in_log);
    line(text, snprintf(text, sizeof text, "F %llu %s %s\n", (unsigned long long)now(), offset == 0 ? "header" : "frames", path));
  }
  return real_pwrite64(fd, bytes, size, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset) { return log_write(fd, bytes, size, offset); }
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) { return log_write(fd, bytes, size, offset); }

static int log_sync(int fd, int (*real)(int)) {
  char path[512], text[640];
  path_of(fd, path, sizeof path);
  if (fail_file && is_wal(path) && access(fail_file, F_OK) == 0) {
    errno = EIO;
    return -1;
  }
  uint64_t begun = now();
  int result = real(fd);
  line(text, snprintf(text, sizeof text, "S %llu %llu %s\n", (unsigned long long)begun, (unsigned long long)now(), path));
  return result;
}

int fsync(int fd) { return log_sync(fd, real_fsync); }
int fdatasync(int fd) { return log_sync(fd, real_fdatasync); }
