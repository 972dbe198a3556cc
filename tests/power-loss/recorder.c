/*
 * Preloaded into the server: keeps everything that it does to the files under one folder, and everything that it sends
 * through sockets, in one order, so that the disk can be rebuilt as it was at any moment together with what had been said
 * by then. POWER_ROOT names the folder, POWER_TRACE the trace.
 *
 * A record is a header of 32 bytes (kind, 3 unused, 4 bytes of length, 8 each of file, offset and number) and its bytes:
 *
 *   C file path        a file was created             M file path        a folder was created
 *   R - from\0to       a name was changed             L - from\0to       a second name was given
 *   U - path           a name was removed             T file size        a file was cut or grown
 *   W file offset ...  bytes were written             A socket - ...     bytes are about to be sent
 *   B file - thread    a sync begins                  P socket sent      the last send took fewer bytes
 *   S file - thread    a sync came back
 *
 * What is done to files is noted after it was done, what is sent before it is sent: the trace never claims more for the
 * disk, nor less for the clients, than was true. Files are named by their inodes, which the system uses again.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define PARTS 1024

static int trace_fd = -1;
static const char *root;
static size_t root_length;

#define REAL(result, name, ...) static result (*real_##name)(__VA_ARGS__)
REAL(int, open, const char *, int, ...);
REAL(int, openat, int, const char *, int, ...);
REAL(int, mkdir, const char *, mode_t);
REAL(int, rename, const char *, const char *);
REAL(int, link, const char *, const char *);
REAL(int, unlink, const char *);
REAL(int, unlinkat, int, const char *, int);
REAL(int, rmdir, const char *);
REAL(int, ftruncate64, int, off64_t);
REAL(int, fsync, int);
REAL(int, fdatasync, int);
REAL(ssize_t, write, int, const void *, size_t);
REAL(ssize_t, writev, int, const struct iovec *, int);
REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
REAL(ssize_t, pwritev64, int, const struct iovec *, int, off64_t);
REAL(ssize_t, sendmsg, int, const struct msghdr *, int);

__attribute__((constructor)) static void start(void) {
#define FIND(name) real_##name = dlsym(RTLD_NEXT, #name)
  FIND(open), FIND(openat), FIND(mkdir), FIND(rename), FIND(link), FIND(unlink), FIND(unlinkat), FIND(rmdir);
  FIND(ftruncate64), FIND(fsync), FIND(fdatasync), FIND(write), FIND(writev), FIND(pwrite64), FIND(pwritev64), FIND(sendmsg);
  root = getenv("POWER_ROOT");
  root_length = root ? strlen(root) : 0;
  const char *path = getenv("POWER_TRACE");
  if (path && root) trace_fd = real_open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* One call a record: records of several threads do not mix. */
static void trace(char kind, uint64_t file, uint64_t offset, uint64_t number, const struct iovec *parts, int count) {
  struct iovec all[PARTS];
  uint32_t size = 0;
  char header[32] = {kind};
  int error = errno;
  if (count >= PARTS) abort();
  for (int i = 0; i < count; i++) all[i + 1] = parts[i], size += (uint32_t)parts[i].iov_len;
  memcpy(header + 4, &size, 4);
  memcpy(header + 8, &file, 8);
  memcpy(header + 16, &offset, 8);
  memcpy(header + 24, &number, 8);
  all[0] = (struct iovec){header, sizeof header};
  if (real_writev(trace_fd, all, count + 1) != (ssize_t)(sizeof header + size)) abort();
  errno = error;
}

/* What the path is called inside the folder, or null for a path outside of it. */
static const char *inside(const char *path) {
  if (trace_fd < 0 || !path || strncmp(path, root, root_length) != 0 || path[root_length] != '/') return NULL;
  return path + root_length + 1;
}

static void trace_name(char kind, uint64_t file, const char *name, const char *other) {
  struct iovec parts[2] = {{(void *)name, strlen(name) + (other ? 1 : 0)}, {(void *)other, other ? strlen(other) : 0}};
  trace(kind, file, 0, 0, parts, other ? 2 : 1);
}

/* The inode of a file or folder inside the folder; 0 for anything else. */
static uint64_t traced(int fd) {
  char link[64], path[PATH_MAX];
  if (trace_fd < 0 || fd == trace_fd) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n <= 0 || path[0] != '/') return 0;
  path[n] = 0;
  struct stat facts;
  return (inside(path) || strcmp(path, root) == 0) && fstat(fd, &facts) == 0 ? facts.st_ino : 0;
}

static int is_socket(int fd) {
  struct stat facts;
  return trace_fd >= 0 && fd != trace_fd && fstat(fd, &facts) == 0 && S_ISSOCK(facts.st_mode);
}

static size_t total(const struct iovec *parts, int count) {
  size_t size = 0;
  for (int i = 0; i < count; i++) size += parts[i].iov_len;
  return size;
}

static void trace_write(uint64_t file, uint64_t offset, const struct iovec *parts, int count, ssize_t written) {
  if (!file || written <= 0) return;
  if ((size_t)written != total(parts, count)) {
    /* A short write: rare enough for a copy. */
    char *copy = malloc((size_t)written), *at = copy;
    for (int i = 0; i < count && at < copy + written; i++) {
      size_t left = (size_t)(copy + written - at), part = parts[i].iov_len < left ? parts[i].iov_len : left;
      at = mempcpy(at, parts[i].iov_base, part);
    }
    struct iovec one = {copy, (size_t)written};
    trace('W', file, offset, 0, &one, 1);
    free(copy);
  } else trace('W', file, offset, 0, parts, count);
}

static int opened(const char *name, int existed, int flags, int fd) {
  struct stat facts;
  if (fd < 0 || !name || fstat(fd, &facts) != 0) return fd;
  if (!existed) trace_name('C', facts.st_ino, name, NULL);
  else if (flags & O_TRUNC) trace('T', facts.st_ino, 0, 0, NULL, 0);
  return fd;
}

static int open_any(int dir, const char *path, int flags, mode_t mode) {
  const char *name = inside(path);
  int existed = !name || !(flags & O_CREAT) || faccessat(AT_FDCWD, path, F_OK, 0) == 0;
  return opened(name, existed, flags, real_openat(dir, path, flags, mode));
}

#define MODE(flags) \
  mode_t mode = 0; \
  if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { MODE(flags) return open_any(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return open_any(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int dir, const char *path, int flags, ...) { MODE(flags) return open_any(dir, path, flags, mode); }

int mkdir(const char *path, mode_t mode) {
  struct stat facts;
  int result = real_mkdir(path, mode);
  if (result == 0 && inside(path) && stat(path, &facts) == 0) trace_name('M', facts.st_ino, inside(path), NULL);
  return result;
}

int rename(const char *from, const char *to) {
  int result = real_rename(from, to);
  if (result == 0 && inside(from) && inside(to)) trace_name('R', 0, inside(from), inside(to));
  return result;
}

int link(const char *from, const char *to) {
  int result = real_link(from, to);
  if (result == 0 && inside(from) && inside(to)) trace_name('L', 0, inside(from), inside(to));
  return result;
}

static int removed(const char *path, int result) {
  if (result == 0 && inside(path)) trace_name('U', 0, inside(path), NULL);
  return result;
}

int unlink(const char *path) { return removed(path, real_unlink(path)); }
int rmdir(const char *path) { return removed(path, real_rmdir(path)); }
int unlinkat(int dir, const char *path, int flags) { return removed(path, real_unlinkat(dir, path, flags)); }

int ftruncate64(int fd, off64_t size) {
  int result = real_ftruncate64(fd, size);
  uint64_t file = result == 0 ? traced(fd) : 0;
  if (file) trace('T', file, (uint64_t)size, 0, NULL, 0);
  return result;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int sync_file(int fd, int (*real)(int)) {
  uint64_t file = traced(fd), thread = (uint64_t)syscall(SYS_gettid);
  if (file) trace('B', file, 0, thread, NULL, 0);
  int result = real(fd);
  if (file && result == 0) trace('S', file, 0, thread, NULL, 0);
  return result;
}

int fsync(int fd) { return sync_file(fd, real_fsync); }
int fdatasync(int fd) { return sync_file(fd, real_fdatasync); }

static void sends(int fd, const struct iovec *parts, int count) { trace('A', (uint64_t)fd, 0, 0, parts, count); }

static ssize_t sent(int fd, size_t wanted, ssize_t result) {
  if (result != (ssize_t)wanted) trace('P', (uint64_t)fd, result > 0 ? (uint64_t)result : 0, 0, NULL, 0);
  return result;
}

/* A write at the position of the file, which has moved on by what was written. */
static ssize_t write_parts(int fd, const struct iovec *parts, int count) {
  if (trace_fd < 0 || fd == trace_fd) return real_writev(fd, parts, count);
  if (is_socket(fd)) {
    sends(fd, parts, count);
    return sent(fd, total(parts, count), real_writev(fd, parts, count));
  }
  ssize_t result = real_writev(fd, parts, count);
  uint64_t file = result > 0 ? traced(fd) : 0;
  if (file) trace_write(file, (uint64_t)(lseek(fd, 0, SEEK_CUR) - result), parts, count, result);
  return result;
}

ssize_t write(int fd, const void *bytes, size_t size) {
  struct iovec one = {(void *)bytes, size};
  return write_parts(fd, &one, 1);
}

ssize_t writev(int fd, const struct iovec *parts, int count) { return write_parts(fd, parts, count); }

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  if (trace_fd < 0) return real_sendmsg(fd, message, flags);
  sends(fd, message->msg_iov, (int)message->msg_iovlen);
  return sent(fd, total(message->msg_iov, (int)message->msg_iovlen), real_sendmsg(fd, message, flags));
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset) {
  ssize_t result = real_pwrite64(fd, bytes, size, offset);
  struct iovec one = {(void *)bytes, size};
  trace_write(traced(fd), (uint64_t)offset, &one, 1, result);
  return result;
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) { return pwrite64(fd, bytes, size, offset); }

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
  ssize_t result = real_pwritev64(fd, parts, count, offset);
  trace_write(traced(fd), (uint64_t)offset, parts, count, result);
  return result;
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) { return pwritev64(fd, parts, count, offset); }
