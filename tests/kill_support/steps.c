/* Preloaded into the program under test: counts every call that changes a file or speaks to the network, and kills the process
 * (SIGKILL, so that nothing of it runs any more) at the one that it is told.
 *
 *   STEPS_TRACE=FILE   at the end, one letter for each step is written here
 *   STEPS_KILL_AT=N    the process dies before step N, counted from 1
 *   STEPS_TORN=1       ... or, where the step writes, after half of its bytes
 *   STEPS_SYNCED=DIR   what is made durable is noted in DIR/log, in order, a line each:
 *                        N INODE         a file was created
 *                        F INODE NUMBER  a file was synced; DIR/NUMBER holds what was in it
 *                        D INODE         a folder was synced; then "e INODE NAME" for each entry
 *
 * Reading a file changes nothing: dying there is dying before the next step. Standard output and error are not counted.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST 1000000

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static char trace[MOST];
static long count, kill_at = -1;
static int torn;

static const char *synced;
static long log_file = -1, snapshots;

__attribute__((constructor)) static void begin(void) {
  const char *at = getenv("STEPS_KILL_AT");
  torn = getenv("STEPS_TORN") != NULL;
  if (at) kill_at = atol(at);
  synced = getenv("STEPS_SYNCED");
  char path[4096];
  if (!synced) return;
  snprintf(path, sizeof path, "%s/log", synced);
  log_file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND, 0600);
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

static void note(const char *form, ...) {
  char line[1024];
  va_list more; va_start(more, form);
  int length = vsnprintf(line, sizeof line, form, more);
  va_end(more);
  if (length > 0) syscall(SYS_write, log_file, line, length);
}

static void note_created(int fd) {
  struct stat about;
  if (log_file >= 0 && fd >= 0 && fstat(fd, &about) == 0 && S_ISREG(about.st_mode)) note("N %lu\n", (unsigned long)about.st_ino);
}

/* What is in a file that was synced; read by another descriptor, which may lie anywhere in it. */
static void snapshot(int fd, long number) {
  char from[64], to[4096], bytes[65536];
  snprintf(from, sizeof from, "/proc/self/fd/%d", fd);
  snprintf(to, sizeof to, "%s/%ld", synced, number);
  long in = syscall(SYS_openat, AT_FDCWD, from, O_RDONLY);
  long out = syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  long length;
  while ((length = syscall(SYS_read, in, bytes, sizeof bytes)) > 0) syscall(SYS_write, out, bytes, length);
  syscall(SYS_close, in);
  syscall(SYS_close, out);
}

static void note_synced(int fd) {
  struct stat about;
  if (log_file < 0 || fstat(fd, &about) != 0) return;
  pthread_mutex_lock(&guard);
  if (S_ISREG(about.st_mode)) {
    snapshot(fd, ++snapshots);
    note("F %lu %ld\n", (unsigned long)about.st_ino, snapshots);
  } else if (S_ISDIR(about.st_mode)) {
    note("D %lu\n", (unsigned long)about.st_ino);
    long again = syscall(SYS_openat, fd, ".", O_RDONLY | O_DIRECTORY);
    DIR *folder = fdopendir((int)again);
    struct dirent *entry;
    while (folder && (entry = readdir(folder)))
      if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
        note("e %lu %s\n", (unsigned long)entry->d_ino, entry->d_name);
    if (folder) closedir(folder);
  }
  pthread_mutex_unlock(&guard);
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
    int is_new = (flags & O_CREAT) && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0; \
    int fd = real(path, flags, mode); \
    if (is_new) note_created(fd); \
    return fd; \
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

#define ONE_FD(name) int name(int fd) { \
    REAL(name); \
    step('f', 0); \
    int result = real(fd); \
    if (result == 0) note_synced(fd); \
    return result; \
  }
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
