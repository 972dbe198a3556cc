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
 *
 * FSYNC_TRACE names a second, binary log: everything that was written to the database, its syncs and the answers, in their
 * order, from which the disk can be rebuilt as it was at any moment. Each record is a header of 24 bytes (kind, file,
 * padding, 4 bytes of length, 8 of offset, 8 of marker) and its bytes.
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
static int trace_fd = -1;
static const char *marker;
static const char *fail_file;
static unsigned char seen_in_log[MARKERS];
static unsigned char seen_in_answer[MARKERS];

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static ssize_t (*real_sendmsg)(int, const struct msghdr *, int);
static ssize_t (*real_pwrite64)(int, const void *, size_t, off64_t);
static int (*real_ftruncate64)(int, off64_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

__attribute__((constructor)) static void start(void) {
  real_write = dlsym(RTLD_NEXT, "write");
  real_writev = dlsym(RTLD_NEXT, "writev");
  real_sendmsg = dlsym(RTLD_NEXT, "sendmsg");
  real_pwrite64 = dlsym(RTLD_NEXT, "pwrite64");
  real_ftruncate64 = dlsym(RTLD_NEXT, "ftruncate64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  marker = getenv("FSYNC_MARKER");
  fail_file = getenv("FSYNC_FAIL_FILE");
  const char *path = getenv("FSYNC_LOG");
  if (path) log_fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  path = getenv("FSYNC_TRACE");
  if (path) trace_fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
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
static int is_database(const char *path) { return ends_with(path, "/millrace.db"); }

/* One write a record: records of several threads do not mix. */
static void trace(char kind, char file, const void *bytes, uint32_t size, uint64_t offset, uint64_t number) {
  if (trace_fd < 0) return;
  char header[24] = {kind, file};
  memcpy(header + 4, &size, 4);
  memcpy(header + 8, &offset, 8);
  memcpy(header + 16, &number, 8);
  struct iovec parts[2] = {{header, sizeof header}, {(void *)bytes, bytes ? size : 0}};
  if (real_writev(trace_fd, parts, 2) < 0) abort();
}

/* 'w' for the log, 'd' for the database, 0 for anything else. */
static char file_of(const char *path) { return is_wal(path) ? 'w' : is_database(path) ? 'd' : 0; }

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
    if (kind == 'A') trace('A', 0, NULL, 0, 0, number);
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
  char file = file_of(path);
  if (file) trace('W', file, bytes, (uint32_t)size, (uint64_t)offset, 0);
  if (file == 'w') {
    find_markers(bytes, size, 'W', seen_in_log);
    line(text, snprintf(text, sizeof text, "F %llu %s %s\n", (unsigned long long)now(), offset == 0 ? "header" : "frames", path));
  }
  return real_pwrite64(fd, bytes, size, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset) { return log_write(fd, bytes, size, offset); }
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) { return log_write(fd, bytes, size, offset); }

int ftruncate64(int fd, off64_t size) {
  char path[512];
  path_of(fd, path, sizeof path);
  char file = file_of(path);
  if (file) trace('T', file, NULL, 0, (uint64_t)size, 0);
  return real_ftruncate64(fd, size);
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int log_sync(int fd, int (*real)(int)) {
  char path[512], text[640];
  path_of(fd, path, sizeof path);
  if (fail_file && is_wal(path) && access(fail_file, F_OK) == 0) {
    errno = EIO;
    return -1;
  }
  uint64_t begun = now();
  int result = real(fd);
  char file = file_of(path);
  if (file && result == 0) trace('S', file, NULL, 0, 0, 0);
  line(text, snprintf(text, sizeof text, "S %llu %llu %s\n", (unsigned long long)begun, (unsigned long long)now(), path));
  return result;
}

int fsync(int fd) { return log_sync(fd, real_fsync); }
int fdatasync(int fd) { return log_sync(fd, real_fdatasync); }
