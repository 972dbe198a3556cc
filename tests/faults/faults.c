/*
 * Preloaded into a server: moves its wall clock, makes its disk slow, and lets an fsync fail. FAULTS names a file of four
 * 64-bit numbers that both sides map: milliseconds by which the clock is set forward, milliseconds that an fsync of the
 * log of the database takes longer, how many of the next ones fail with EIO, and how many were slowed or failed so far.
 * The monotonic clock is left alone, as it is by whoever sets a clock.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { CLOCK_AHEAD, SYNC_DELAY, SYNC_FAILURES, SYNCS_HIT, NUMBERS };

static int64_t none[NUMBERS];
static volatile int64_t *faults = none;
static int (*real_clock_gettime)(clockid_t, struct timespec *);
static int (*real_gettimeofday)(struct timeval *, void *);
static time_t (*real_time)(time_t *);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

__attribute__((constructor)) static void start(void) {
  real_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
  real_gettimeofday = dlsym(RTLD_NEXT, "gettimeofday");
  real_time = dlsym(RTLD_NEXT, "time");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  const char *path = getenv("FAULTS");
  int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
  if (fd < 0) return;
  void *shared = mmap(NULL, sizeof none, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (shared != MAP_FAILED) faults = shared;
}

int clock_gettime(clockid_t clock, struct timespec *out) {
  int result = real_clock_gettime(clock, out);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    int64_t ahead = faults[CLOCK_AHEAD];
    out->tv_sec += ahead / 1000;
    out->tv_nsec += ahead % 1000 * 1000000;
    if (out->tv_nsec >= 1000000000) out->tv_sec++, out->tv_nsec -= 1000000000;
    if (out->tv_nsec < 0) out->tv_sec--, out->tv_nsec += 1000000000;
  }
  return result;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone) {
  struct timespec now;
  int result = real_gettimeofday(out, zone);
  if (result != 0 || !out) return result;
  clock_gettime(CLOCK_REALTIME, &now);
  out->tv_sec = now.tv_sec;
  out->tv_usec = now.tv_nsec / 1000;
  return result;
}

time_t time(time_t *out) {
  time_t now = real_time(NULL) + faults[CLOCK_AHEAD] / 1000;
  if (out) *out = now;
  return now;
}

static int is_log(int fd) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  const char *end = "/millrace.db-wal";
  if (n <= 0) return 0;
  path[n] = 0;
  return (size_t)n > strlen(end) && strcmp(path + n - strlen(end), end) == 0;
}

static int sync_file(int fd, int (*real)(int)) {
  int64_t delay = faults[SYNC_DELAY];
  if ((!delay && !faults[SYNC_FAILURES]) || !is_log(fd)) return real(fd);
  faults[SYNCS_HIT]++;
  if (faults[SYNC_FAILURES] > 0) {
    faults[SYNC_FAILURES]--;
    errno = EIO;
    return -1;
  }
  struct timespec wait = {delay / 1000, delay % 1000 * 1000000};
  nanosleep(&wait, NULL);
  return real(fd);
}

int fsync(int fd) { return sync_file(fd, real_fsync); }
int fdatasync(int fd) { return sync_file(fd, real_fdatasync); }
