/* Preloaded into the program under test: counts every call that changes a file or speaks to the network, and kills the process
 * (SIGKILL, so that nothing of it runs any more) at the one that it is told.
 *
 *   STEPS_TRACE=FILE   at the end, one letter for each step is written here
 *   STEPS_KILL_AT=N    the process dies before step N, counted from 1
 *   STEPS_TORN=1       ... or, where the step writes, after half of its bytes
 *
 * Reading a file changes nothing: dying there is dying before the next step. Standard output and error are not counted.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST 1000000

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static char trace[MOST];
static long count, kill_at = -1;
static int torn;

__attribute__((constructor)) static void begin(void) {
  const char *at = getenv("STEPS_KILL_AT");
  torn = getenv("STEPS_TORN") != NULL;
  if (at) kill_at = atol(at);
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("STEPS_TRACE");
  if (!path) return;
  long file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0) return;
  syscall(SYS_write, file, trace, count < MOST ? count : MOST);
  syscall(SYS_close, file);
}

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

/* Notes a step; 1 when it is to be torn: the caller writes half and calls die. */
static int step(char kind, int can_tear) {
  pthread_mutex_lock(&guard);
  if (count < MOST) trace[count] = kind;
  count++;
  int is_the_one = count == kill_at;
  pthread_mutex_unlock(&guard);
  if (!is_the_one) return 0;
  if (torn && can_tear) return 1;
  die();
  return 0;
}

static int counts(int fd) { return fd > 2; }

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(name); \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
      va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); \
    } \
    if (flags & (O_CREAT | O_TRUNC)) step('o', 0); \
    return real(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)

ssize_t write(int fd, const void *bytes, size_t length) {
  REAL(write);
  if (counts(fd) && step('w', 1)) { real(fd, bytes, length / 2); die(); }
  return real(fd, bytes, length);
}

ssize_t writev(int fd, const struct iovec *parts, int number) {
  REAL(writev);
  if (counts(fd)) step('W', 0);
  return real(fd, parts, number);
}

#define PWRITE(name, offset_type) \
  ssize_t name(int fd, const void *bytes, size_t length, offset_type at) { \
    REAL(name); \
    if (counts(fd) && step('w', 1)) { real(fd, bytes, length / 2, at); die(); } \
    return real(fd, bytes, length, at); \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define ONE_FD(name) int name(int fd) { REAL(name); step('f', 0); return real(fd); }
ONE_FD(fsync)
ONE_FD(fdatasync)

int ftruncate(int fd, off_t length) { REAL(ftruncate); step('t', 0); return real(fd, length); }
int ftruncate64(int fd, off64_t length) { REAL(ftruncate64); step('t', 0); return real(fd, length); }
int rename(const char *from, const char *to) { REAL(rename); step('r', 0); return real(from, to); }
int unlink(const char *path) { REAL(unlink); step('u', 0); return real(path); }
int mkdir(const char *path, mode_t mode) {
  static int (*real)(const char *, mode_t);
  if (!real) real = (int (*)(const char *, mode_t))dlsym(RTLD_NEXT, "mkdir");
  step('m', 0);
  return real(path, mode);
}

int connect(int fd, const struct sockaddr *address, socklen_t length) {
  REAL(connect);
  step('C', 0);
  return real(fd, address, length);
}

ssize_t send(int fd, const void *bytes, size_t length, int flags) {
  REAL(send);
  if (step('S', 1)) { real(fd, bytes, length / 2, flags); die(); }
  return real(fd, bytes, length, flags);
}

ssize_t recv(int fd, void *bytes, size_t length, int flags) {
  REAL(recv);
  step('R', 0);
  return real(fd, bytes, length, flags);
}
